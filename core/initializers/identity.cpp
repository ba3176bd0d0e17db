// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/identity.h"

namespace netloom {

const InitializerInfo& identityInitializer()
{
    static const InitializerInfo info{
        {"identity", "Identity", "Each unit starts by passing on the input of the same number.", {}},
        [](std::span<Scalar> values, std::span<const Index> shape, Rng&) {
            const auto columns = static_cast<std::size_t>(shape.empty() ? 1 : shape.back());
            for (std::size_t i = 0; i < values.size(); ++i)
                values[i] = i / columns == i % columns ? Scalar(1) : Scalar(0);
        }};
    return info;
}

} // namespace netloom
