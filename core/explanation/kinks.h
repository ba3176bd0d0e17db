// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"

#include <vector>

namespace netloom {

/// Where the function of a layer is not smooth, in what it is applied to (ExplainedNetwork::layerInput()).
struct Kinks {
    std::vector<double> at;
    /// Whether the layer is made of straight pieces, so that it keeps a path through the inputs piecewise straight.
    bool straight = false;
};

Kinks kinksOf(const LayerSpec& layer);

} // namespace netloom
