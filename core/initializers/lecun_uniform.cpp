// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/lecun_uniform.h"

#include "core/initializers/variance_scaling.h"

namespace netloom {

const InitializerInfo& lecunUniformInitializer()
{
    static const InitializerInfo info{
        {"lecun_uniform", "LeCun uniform", "Even, somewhat narrower spread fitted to the layer's inputs.", {}},
        [](std::span<Scalar> values, std::span<const Index> shape, Rng& rng) {
            fillVarianceScaling(values, shape, rng, 1, FanMode::In, VarianceShape::Uniform);
        }};
    return info;
}

} // namespace netloom
