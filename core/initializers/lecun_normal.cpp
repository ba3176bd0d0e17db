// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/lecun_normal.h"

#include "core/initializers/variance_scaling.h"

namespace netloom {

const InitializerInfo& lecunNormalInitializer()
{
    static const InitializerInfo info{
        {"lecun_normal", "LeCun normal", "Bell-shaped spread fitted to the layer's inputs; made for SELU.", {}},
        [](std::span<Scalar> values, std::span<const Index> shape, Rng& rng) {
            fillVarianceScaling(values, shape, rng, 1, FanMode::In, VarianceShape::TruncatedNormal);
        }};
    return info;
}

} // namespace netloom
