// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/coloring.h"
#include "ui/diagram/diagram_layout.h"
#include "ui/diagram/diagram_scene.h"

#include <vector>

namespace netloom {

/// One line to draw, between two shown units.
struct LinkItem {
    int from = 0;    ///< position in the left column's units
    int to = 0;      ///< position in the right column's units
    float value = 0; ///< its weight, or what else the colouring shows; 0 where that is not there
    float size = 0;  ///< |value| by the gap's scale, 0 … 1
};

/// The links between a column and the next one.
struct GapLinks {
    bool full = false;           ///< every unit with every unit; otherwise one to one
    bool weighted = false;       ///< values are known
    std::vector<LinkItem> links; ///< weakest first; shown units only, the strongest `limit`
    double total = 0;            ///< links of the layer, shown or not
    double dropped = 0;          ///< links between shown units that are not drawn one by one
    double largest = 0;          ///< largest |value| of the layer
    double scale = 0;            ///< |value| of the widest line
    double restMean = 0;         ///< mean |value| of all that is not drawn one by one
    double restPositive = 0;     ///< share of positive values among them, 0 … 1
    double restShare = 0;        ///< their share in the sum of all |values|, 0 … 1

    double rest() const { return total - static_cast<double>(links.size()); }
};

/// The values of a gap's links: a kernel [in][out], less another one, times a value of each unit on the left.
struct LinkSource {
    const Scalar* values = nullptr; ///< null: nothing is known
    const Scalar* minus = nullptr;  ///< null: nothing is taken off
    const float* factor = nullptr;  ///< one per unit on the left; null: 1
    Index outputs = 0;              ///< units on the right

    float at(Index from, Index to) const;
};

/// Where the values of a gap's links come from in a colouring.
LinkSource linkSource(const DiagramScene& scene, const std::vector<DiagramColumn>& columns, const Coloring& coloring,
                      std::size_t gap);

/// Which links are drawn, for each gap between columns.
/// @param limit      most links per gap
/// @param strongest  choose by the colouring's values; otherwise evenly, so that the choice does not depend on them
std::vector<GapLinks> chooseLinks(const std::vector<DiagramColumn>& columns, const DiagramLayout& layout,
                                  const DiagramScene& scene, const Coloring& coloring, Index limit, bool strongest);

/// Per column and unit whether it is an end of one of the strongest links of its gaps: 4 … 1, falling in the order in
/// which units have to be shown so that as many of these links as possible have both their ends, alike in all gaps;
/// 0 where it is none.
std::vector<std::vector<double>> strongEnds(const DiagramScene& scene, const std::vector<DiagramColumn>& columns,
                                            const Coloring& coloring, std::size_t strongest = 20);

/// Whether a unit of a column is switched off in the batch that the scene shows.
bool isDropped(const DiagramScene& scene, std::size_t column, Index unit);

/// Sets the size of all links.
void scaleLinks(std::vector<GapLinks>& gaps, LinkScale scale);
/// The same with given scales, one per gap; a gap's own largest value where that is larger.
void scaleLinks(std::vector<GapLinks>& gaps, const std::vector<double>& scales);

/// Most links per gap so that a network of many layers stays small enough to draw and to store.
Index linkLimit(std::size_t gaps);

/// The kernel [in][out] behind a column among other parameters of the same network, or null.
const NamedTensor* kernelOf(const ParameterSet* parameters, const DiagramScene& scene, const DiagramColumn& column);
/// Among the weights that are shown.
const NamedTensor* kernelOf(const DiagramScene& scene, const DiagramColumn& column);
/// The bias of a column's units, or null.
const NamedTensor* biasOf(const DiagramScene& scene, const DiagramColumn& column);
/// Among other parameters of the same network.
const NamedTensor* biasOf(const ParameterSet* parameters, const DiagramScene& scene, const DiagramColumn& column);

} // namespace netloom
