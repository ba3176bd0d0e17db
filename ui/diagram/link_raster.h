// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

#include <QImage>

namespace netloom {

struct Theme;

/// Draws links straight into an image, for the window: the picture of paintLinks(), many times faster.
///
/// All links of a gap have the same course from left to right and differ in height only, so the course is tabulated
/// once per gap, and each link is a short vertical run of pixels per column, blended with its coverage.
/// @param image   ARGB32_Premultiplied, cleared
/// @param scale   image pixels per picture unit
/// @param origin  picture point at the image's top left corner
void rasterLinks(QImage& image, double scale, QPointF origin, const DiagramPicture& picture, const Theme& theme);

/// The links of one unit (`unit`: position among the shown ones of `column`), emphasised.
void rasterLinksOf(QImage& image, double scale, QPointF origin, const DiagramPicture& picture, const Theme& theme,
                   int column, int unit);

} // namespace netloom
