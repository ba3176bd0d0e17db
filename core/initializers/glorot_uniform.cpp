// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/glorot_uniform.h"

#include "core/initializers/variance_scaling.h"

namespace netloom {

const InitializerInfo& glorotUniformInitializer()
{
    static const InitializerInfo info{
        {"glorot_uniform",
         "Glorot uniform",
         "Even spread fitted to the layer's inputs and outputs; the usual start, good with sigmoid, tanh and softmax.",
         {}},
        [](std::span<Scalar> values, std::span<const Index> shape, Rng& rng) {
            fillVarianceScaling(values, shape, rng, 1, FanMode::Average, VarianceShape::Uniform);
        }};
    return info;
}

} // namespace netloom
