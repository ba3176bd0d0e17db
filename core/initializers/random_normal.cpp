// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/random_normal.h"

namespace netloom {

const InitializerInfo& randomNormalInitializer()
{
    static const InitializerInfo info{{"random_normal",
                                       "Random normal",
                                       "Bell-shaped spread of standard deviation 0.05, whatever the size of the layer.",
                                       {}},
                                      [](std::span<Scalar> values, std::span<const Index>, Rng& rng) {
                                          for (Scalar& value : values)
                                              value = static_cast<Scalar>(0.05 * rng.normal());
                                      }};
    return info;
}

} // namespace netloom
