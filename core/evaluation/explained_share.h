// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace netloom {

/// A share of the variance without what rounding leaves of none: who predicts the mean explains 0, not 2e-16.
inline double withoutRounding(double share)
{
    constexpr double kRounding = 1e-12;
    return std::abs(share) < kRounding ? 0 : share;
}

/// 1 - residual / total, as R² and the explained variance have it; `total` above 0.
inline double explainedShare(double residual, double total)
{
    return withoutRounding(1 - residual / total);
}

} // namespace netloom
