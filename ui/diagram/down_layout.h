// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_layout.h"

namespace netloom {

/// What is left for the network itself of an area that is filled from top to bottom, turned as layoutDown() expects it:
/// the options for a layout from left to right without words over columns and without a legend.
/// @param bands  links are not all drawn one by one, which the legend will say
LayoutOptions turnedOptions(const std::vector<DiagramColumn>& columns, const LayoutOptions& options, bool bands,
                            const TextMeasure& measure);

/// Turns such a layout: columns become rows, inputs on top. What is said of a layer stands at the left of its row;
/// names stand over the inputs and below the outputs, level where all have room, else slanted or from bottom to top.
DiagramLayout layoutDown(DiagramLayout turned, const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                         const TextMeasure& measure);

} // namespace netloom
