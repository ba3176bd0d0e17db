// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/paint_options.h"

#include <QPointF>
#include <QRectF>

#include <vector>

class QPainter;

namespace netloom {

struct Theme;

/// The circles of a column with what is in them: labels, or the values of units as discs (above 0), rings (below) and
/// bars (0) whose area is the share of the column's largest; biases likewise at the lower left; units that are dead or
/// saturated muted, with – or =.
/// @param text  labels are readable at this scale
void paintUnits(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t column,
                const PaintOptions& options, bool text);

/// What tells of a unit's bias.
struct BiasMark {
    QPointF center;
    double bias = 0;
    double share = 0;  ///< of the layer's largest, 0 … 1; 0: there is no mark
    double radius = 0; ///< at a share of 1
};

/// One for each shown unit of a column; none where the colouring shows no biases, or circles are too small for them.
std::vector<BiasMark> biasMarks(const DiagramPicture& picture, std::size_t column);

/// A disc, ring or bar by the sign of a value. @param share  of the largest, 0 … 1  @param radius  at a share of 1
void paintSign(QPainter& painter, QPointF center, double value, double share, double radius, const Theme& theme,
               const QColor& ground);
inline constexpr double biasGround = 1.3; ///< around a bias

/// The same for a bias, on ground of its own.
void paintBiasMark(QPainter& painter, QPointF center, double bias, double share, double radius, const Theme& theme);

} // namespace netloom
