// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

class QPainter;

namespace netloom {

struct PixelPictures;
struct Theme;

/// The pictures that stand for inputs; null where the inputs are none, or circles are wanted.
const PixelPictures* shownPixels(const DiagramPicture& picture);
/// "row 12", "average of the training rows".
QString pixelCaption(const DiagramPicture& picture);

/// The picture in place of the inputs, and how it fans out into the units behind it.
void paintInputPicture(QPainter& painter, const DiagramPicture& picture, const Theme& theme);
/// What drives a unit, in place of its circle. @returns false where the column has none
bool paintTile(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t column,
               const UnitItem& unit);

/// The pixel below a point of the picture; −1: none.
Index pixelAt(const DiagramPicture& picture, QPointF point);
/// "p34 · 0.62 of the darkest".
QString describePixel(const DiagramPicture& picture, Index pixel);

} // namespace netloom
