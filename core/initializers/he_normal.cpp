// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/he_normal.h"

#include "core/initializers/variance_scaling.h"

namespace netloom {

const InitializerInfo& heNormalInitializer()
{
    static const InitializerInfo info{
        {"he_normal",
         "He normal",
         "Bell-shaped spread fitted to the layer's inputs; good with ReLU and its relatives.",
         {}},
        [](std::span<Scalar> values, std::span<const Index> shape, Rng& rng) {
            fillVarianceScaling(values, shape, rng, 2, FanMode::In, VarianceShape::TruncatedNormal);
        }};
    return info;
}

} // namespace netloom
