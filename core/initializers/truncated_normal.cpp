// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/truncated_normal.h"

#include "core/initializers/variance_scaling.h"

namespace netloom {

const InitializerInfo& truncatedNormalInitializer()
{
    static const InitializerInfo info{
        {"truncated_normal",
         "Truncated normal",
         "Bell-shaped spread of standard deviation 0.05 without its tails, whatever the size of the layer.",
         {}},
        [](std::span<Scalar> values, std::span<const Index>, Rng& rng) { fillTruncatedNormal(values, rng, 0.05); }};
    return info;
}

} // namespace netloom
