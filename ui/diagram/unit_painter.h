// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/paint_options.h"

#include <QRectF>

class QPainter;

namespace netloom {

struct Theme;

/// The circles of a column with what is in them: labels, or the values of units as discs (above 0), rings (below) and
/// bars (0) whose area is the share of the column's largest; biases likewise at the lower left; units that are dead or
/// saturated muted, with – or =.
/// @param text  labels are readable at this scale
void paintUnits(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t column,
                const PaintOptions& options, bool text);

/// A disc, ring or bar by the sign of a value. @param share  of the largest, 0 … 1  @param radius  at a share of 1
void paintSign(QPainter& painter, QPointF center, double value, double share, double radius, const Theme& theme,
               const QColor& ground);
/// The same for a bias, on ground of its own.
void paintBiasMark(QPainter& painter, QPointF center, double bias, double share, double radius, const Theme& theme);

} // namespace netloom
