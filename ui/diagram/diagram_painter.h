// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/paint_options.h"

class QPainter;

namespace netloom {

struct Theme;

/// Draws the Neurons view on any paint device. Sets no clip (SVG would lose it).
void paintLinks(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options);
/// One gap's links and bands.
void paintGap(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t gap,
              const PaintOptions& options);
/// One line, hollow, dashed or dotted as it looks. @param down  its ends are below each other
void drawLink(QPainter& painter, QPointF from, QPointF to, const LinkLook& look, const QColor& ground,
              bool down = false);
/// All but the links: the parts below, from back to front.
void paintNodes(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options);

/// Separators of rows, strips, columns of the table.
void paintFrame(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options);
/// Spine, bracket, circles and ellipsis of a column.
void paintColumn(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t column,
                 const PaintOptions& options);
/// The texts of a column; −1: of the legend.
void paintTexts(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int column,
                const PaintOptions& options);
/// The legend without its line of numbers.
void paintLegend(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options);

/// Where the words of paintNumbers() stand; null: none.
QRectF numbersRect(const DiagramPicture& picture, const QString& words);

/// The legend's line of numbers, which follows the weights. @param words  shownNumbers()
void paintNumbers(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const QString& words);

/// One link, highlighted. `gap` lies right of column `gap`.
void paintLink(QPainter& painter, const DiagramPicture& picture, const Theme& theme, int gap, const LinkItem& link,
               bool strong);

} // namespace netloom
