// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/rng.h"
#include "core/base/types.h"

#include <span>

namespace netloom {

struct InitializerInfo : ComponentInfo {
    /// Fills a tensor, row-major, of rank 1 or 2 ([in][out] for kernels), drawing from `rng` in row-major order.
    void (*fill)(std::span<Scalar> values, std::span<const Index> shape, Rng& rng) = nullptr;
};

} // namespace netloom
