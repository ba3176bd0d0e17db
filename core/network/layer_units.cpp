// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/layer_units.h"

#include "core/layers/registry.h"

namespace netloom {

bool hasUnits(const LayerSpec& layer)
{
    const LayerInfo* info = findLayerType(layer.type);
    return info && info->role == LayerRole::Units;
}

std::size_t listeningLayer(const NetworkSpec& network, std::size_t layer)
{
    std::size_t next = layer + 1;
    while (next < network.layers.size() && !hasUnits(network.layers[next]))
        ++next;
    return next;
}

const NamedTensor* findKernel(const ParameterSet& parameters, std::string_view layer, Index inputs, Index units)
{
    const NamedTensor* kernel = findTensor(parameters, layer, "kernel");
    const bool fits =
        kernel && kernel->shape == Shape{inputs, units} && static_cast<Index>(kernel->values.size()) == inputs * units;
    return fits ? kernel : nullptr;
}

} // namespace netloom
