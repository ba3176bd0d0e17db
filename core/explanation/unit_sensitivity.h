// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_network.h"

#include <stop_token>
#include <vector>

namespace netloom {

/// What a value does when the output h of a unit moves, over the rows shown.
struct UnitSensitivity {
    Index unit = 0;
    double meanGradient = 0; ///< of d value / d h
    double meanAbsGradient = 0;
    /// value − value with h replaced by its mean. A unit whose output never changes has none, whatever its gradient.
    double meanAblation = 0;
    double meanAbsAblation = 0;
    double meanActivation = 0;
    double sdActivation = 0; ///< population standard deviation
};

/// All units of a layer in their order. @param x  inputs × rows, at least one  @throws Cancelled
std::vector<UnitSensitivity> unitSensitivity(ExplainedNetwork& network, const Matrix& x, std::size_t layer,
                                             Index output, const std::stop_token& stop = {});

} // namespace netloom
