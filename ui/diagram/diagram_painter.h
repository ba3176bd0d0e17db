// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/paint_options.h"

class QPainter;

namespace netloom {

struct Theme;

/// Draws the Neurons view on any paint device. Sets no clip (SVG would lose it).
void paintLinks(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options);
/// One gap's links and bands; `exposed` as above.
void paintGap(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t gap,
              const QRectF& exposed);
void paintNodes(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options);

/// The legend's line of numbers, which follows the weights.
void paintNumbers(QPainter& painter, const DiagramPicture& picture, const Theme& theme);

/// The links of one unit (`unit`: position among the shown ones of `column`), highlighted.
void paintLinksOf(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int column, int unit);

/// One link, highlighted. `gap` lies right of column `gap`.
void paintLink(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int gap, const LinkItem& link,
               bool strong);

} // namespace netloom
