// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_layout.h"

#include <vector>

namespace netloom {

/// One line to draw, between two shown units.
struct LinkItem {
    int from = 0;     ///< position in the left column's units
    int to = 0;       ///< position in the right column's units
    float weight = 0; ///< 0 where there are no weights
    float size = 0;   ///< |weight| by the largest of the layer, 0 … 1
};

/// The links between a column and the next one.
struct GapLinks {
    bool full = false;           ///< every unit with every unit; otherwise one to one
    bool weighted = false;       ///< weights are known
    std::vector<LinkItem> links; ///< weakest first; shown units only, the strongest `limit`
    double total = 0;            ///< links of the layer, shown or not
    double dropped = 0;          ///< links between shown units that are not drawn one by one
    double largest = 0;          ///< largest |weight| of the layer
    double restMean = 0;         ///< mean |weight| of all that is not drawn one by one
    double restPositive = 0;     ///< share of positive weights among them, 0 … 1

    double rest() const { return total - static_cast<double>(links.size()); }
};

/// Which links are drawn, for each gap between columns. `weights` may be null or not fit (then the gap has none).
/// @param limit      most links per gap
/// @param strongest  choose by weight; otherwise evenly, so that the choice does not depend on the weights
std::vector<GapLinks> chooseLinks(const std::vector<DiagramColumn>& columns, const DiagramLayout& layout,
                                  const DiagramScene& scene, Index limit, bool strongest);

/// Most links per gap so that a network of many layers stays small enough to draw and to store.
Index linkLimit(std::size_t gaps);

/// The kernel [in][out] behind a column, or null.
const NamedTensor* kernelOf(const DiagramScene& scene, const DiagramColumn& column);

} // namespace netloom
