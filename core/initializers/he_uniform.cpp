// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/he_uniform.h"

#include "core/initializers/variance_scaling.h"

namespace netloom {

const InitializerInfo& heUniformInitializer()
{
    static const InitializerInfo info{
        {"he_uniform", "He uniform", "Even spread fitted to the layer's inputs; good with ReLU and its relatives.", {}},
        [](std::span<Scalar> values, std::span<const Index> shape, Rng& rng) {
            fillVarianceScaling(values, shape, rng, 2, FanMode::In, VarianceShape::Uniform);
        }};
    return info;
}

} // namespace netloom
