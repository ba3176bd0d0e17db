// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/ones.h"

#include <algorithm>

namespace netloom {

const InitializerInfo& onesInitializer()
{
    static const InitializerInfo info{
        {"ones", "Ones", "All values start at 1; the usual start of the scale of a normalisation.", {}},
        [](std::span<Scalar> values, std::span<const Index>, Rng&) { std::ranges::fill(values, Scalar(1)); }};
    return info;
}

} // namespace netloom
