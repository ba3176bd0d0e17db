// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_layout.h"

namespace netloom {

/// Width of the boxes that stand before the inputs: one for each column of the table with a shown input. 0: none.
double preparationWidth(const std::vector<PreparedColumn>& prepared, const std::vector<UnitItem>& units,
                        bool descriptions, const TextMeasure& measure);

/// Places the boxes, their texts and the ends of their links. The inputs (the first column) are placed already.
/// @param left  left edge of the boxes
void placePreparation(DiagramLayout& layout, const std::vector<PreparedColumn>& prepared, double left, double width,
                      double headerTop, bool descriptions, const TextMeasure& measure);

/// What is said over the boxes: a title and the lines below it.
QStringList preparationHeader(const std::vector<PreparedColumn>& prepared);

/// What is written beside an input whose column has a box: its category, or nothing.
QString preparedLabel(const std::vector<PreparedColumn>& prepared, Index unit);

} // namespace netloom
