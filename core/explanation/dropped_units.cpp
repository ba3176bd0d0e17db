// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/dropped_units.h"

#include "core/base/rng.h"
#include "core/layers/dropout.h"
#include "core/layers/registry.h"

namespace netloom {

std::vector<bool> droppedUnits(const NetworkSpec& network, std::size_t layer, Index inputs, std::uint64_t seed,
                               std::int64_t iteration)
{
    if (layer >= network.layers.size() || network.layers[layer].type != Dropout::info().type)
        return {};
    const std::vector<LayerShape> shapes = layerShapes(network, inputs);
    const Index units = shapes[layer].outputs();
    const std::unique_ptr<Layer> dropout = Dropout::info().make(network.layers[layer].fields, shapes[layer].input);
    dropout->allocate(1, units, false);
    dropout->seed(Rng(seed, "layer/" + std::to_string(layer)));
    const std::vector<Scalar> ones(static_cast<std::size_t>(units), 1);
    std::vector<Scalar> kept(ones.size());
    dropout->forward({ones.data(), units, 1, units}, {kept.data(), units, 1, units},
                     {.training = true, .iteration = iteration});
    std::vector<bool> dropped(ones.size());
    for (std::size_t i = 0; i < dropped.size(); ++i)
        dropped[i] = kept[i] == 0;
    return dropped;
}

} // namespace netloom
