// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/registry.h"

#include "core/layers/activation_layer.h"
#include "core/layers/dense.h"
#include "core/layers/dropout.h"

#include <array>

namespace netloom {

std::span<const LayerInfo* const> layerTypes()
{
    static const std::array list{
        &Dense::info(),
        &Dropout::info(),
        &ActivationLayer::info(),
    };
    return list;
}

const LayerInfo* findLayerType(std::string_view type)
{
    for (const LayerInfo* info : layerTypes())
        if (info->type == type)
            return info;
    return nullptr;
}

} // namespace netloom
