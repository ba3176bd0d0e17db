// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/split_sizes.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

Index wholePart(double product, bool decimal)
{
    const double nearest = std::round(product);
    if (decimal && std::abs(product - nearest) <= 1e-9 * std::max(1.0, nearest))
        return static_cast<Index>(nearest);
    return static_cast<Index>(std::floor(product));
}

} // namespace

SplitSizes splitSizes(double validation, double test, Index n)
{
    const bool decimal = test > 0;
    const auto rows = static_cast<double>(n);
    SplitSizes sizes;
    sizes.train = wholePart(rows * (1 - validation - test), decimal);
    sizes.validation = std::max<Index>(wholePart(rows * (1 - test), decimal) - sizes.train, 0);
    if (validation == 0)
        sizes.validation = 0;
    sizes.test = n - sizes.train - sizes.validation;
    if (test == 0) {
        sizes.validation += sizes.test;
        sizes.test = 0;
    }
    return sizes;
}

} // namespace netloom
