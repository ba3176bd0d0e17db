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

/// log(sum of e^(z - top)) over n > 0 values, top being the largest of them. log softmax is then (z - top) minus this:
/// differences first, or the digits of small results are rounded away beside a large top.
inline Scalar logSumBelow(Scalar top, const Scalar* z, Index n)
{
    Scalar sum = 0;
    for (Index i = 0; i < n; ++i)
        sum += std::exp(z[i] - top);
    return std::log(sum);
}

} // namespace netloom
