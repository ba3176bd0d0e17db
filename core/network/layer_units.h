// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/network/parameters.h"

namespace netloom {

/// Whether a layer has units of its own (Dense); unknown types have none.
bool hasUnits(const LayerSpec& layer);

/// The layer that listens to the units of `layer`: the next one with units of its own, or the number of layers.
std::size_t listeningLayer(const NetworkSpec& network, std::size_t layer);

/// The kernel [inputs][units] of a layer; null where there is none of that shape.
const NamedTensor* findKernel(const ParameterSet& parameters, std::string_view layer, Index inputs, Index units);

} // namespace netloom
