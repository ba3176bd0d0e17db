// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/registry.h"

#include "core/layers/activation_layer.h"
#include "core/layers/activation_layers.h"
#include "core/layers/batch_normalization.h"
#include "core/layers/dense.h"
#include "core/layers/dropout.h"
#include "core/layers/gaussian_dropout.h"
#include "core/layers/gaussian_noise.h"
#include "core/layers/layer_normalization.h"
#include "core/layers/prelu.h"

#include <array>

namespace netloom {

std::span<const LayerInfo* const> layerTypes()
{
    static const std::array list{
        &Dense::info(),
        &Dropout::info(),
        &BatchNormalization::info(),
        &LayerNormalization::info(),
        &GaussianNoise::info(),
        &GaussianDropout::info(),
        &ActivationLayer::info(),
        &reluLayer(),
        &leakyReluLayer(),
        &eluLayer(),
        &PRelu::info(),
        &softmaxLayer(),
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
