// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/zeros.h"

#include <algorithm>

namespace netloom {

const InitializerInfo& zerosInitializer()
{
    static const InitializerInfo info{
        {"zeros",
         "Zeros",
         "All values start at 0; the usual start of biases, useless for kernels because all units stay alike.",
         {}},
        [](std::span<Scalar> values, std::span<const Index>, Rng&) { std::ranges::fill(values, Scalar(0)); }};
    return info;
}

} // namespace netloom
