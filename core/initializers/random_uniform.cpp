// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/random_uniform.h"

#include "core/initializers/variance_scaling.h"

namespace netloom {

const InitializerInfo& randomUniformInitializer()
{
    static const InitializerInfo info{
        {"random_uniform", "Random uniform", "Even spread between -0.05 and 0.05, whatever the size of the layer.", {}},
        [](std::span<Scalar> values, std::span<const Index>, Rng& rng) { fillUniform(values, rng, 0.05); }};
    return info;
}

} // namespace netloom
