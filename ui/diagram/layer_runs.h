// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_columns.h"

#include <vector>

namespace netloom {

/// Hidden layers that follow each other and do not differ: the columns first … first + count − 1.
struct LayerRun {
    std::size_t first = 0;
    std::size_t count = 0;

    std::size_t last() const { return first + count - 1; }
};

/// A run has at least so many layers.
inline constexpr std::size_t leastRun = 3;

/// All runs of layers of the same kind, units, inputs and activation, from left to right.
std::vector<LayerRun> layerRuns(const std::vector<DiagramColumn>& columns);

} // namespace netloom
