// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/glorot_normal.h"

#include "core/initializers/variance_scaling.h"

namespace netloom {

const InitializerInfo& glorotNormalInitializer()
{
    static const InitializerInfo info{
        {"glorot_normal",
         "Glorot normal",
         "Bell-shaped spread fitted to the layer's inputs and outputs; good with sigmoid, tanh and softmax.",
         {}},
        [](std::span<Scalar> values, std::span<const Index> shape, Rng& rng) {
            fillVarianceScaling(values, shape, rng, 1, FanMode::Average, VarianceShape::TruncatedNormal);
        }};
    return info;
}

} // namespace netloom
