// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/final_activation.h"

#include "core/layers/registry.h"

namespace netloom {

ActivationKernel finalActivation(const NetworkSpec& spec, Index inputs)
{
    if (spec.layers.empty())
        return ActivationKernel::None;
    const LayerSpec& last = spec.layers.back();
    const LayerInfo* info = findLayerType(last.type);
    return info ? info->make(last.fields, layerShapes(spec, inputs).back().input)->finalActivation()
                : ActivationKernel::None;
}

} // namespace netloom
