// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <algorithm>
#include <cmath>

namespace netloom {

/// Largest of n > 0 values.
inline Scalar largest(const Scalar* values, Index n)
{
    return *std::max_element(values, values + n);
}

/// log(sum of e^z) over n > 0 values, without overflow.
inline Scalar logSumExp(const Scalar* z, Index n)
{
    const Scalar top = largest(z, n);
    Scalar sum = 0;
    for (Index i = 0; i < n; ++i)
        sum += std::exp(z[i] - top);
    return top + std::log(sum);
}

} // namespace netloom
