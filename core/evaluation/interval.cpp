// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/interval.h"

#include <cmath>

namespace netloom {

Interval wilsonInterval(Index successes, Index trials)
{
    constexpr double kZ = 1.959963984540054; // the .975 quantile of the normal distribution
    const auto n = static_cast<double>(trials);
    const double share = static_cast<double>(successes) / n;
    const double denominator = 1 + kZ * kZ / n;
    const double centre = (share + kZ * kZ / (2 * n)) / denominator;
    const double half = kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n)) / denominator;
    return {successes == 0 ? 0.0 : centre - half, successes == trials ? 1.0 : centre + half};
}

} // namespace netloom
