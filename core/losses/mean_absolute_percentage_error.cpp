// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/mean_absolute_percentage_error.h"

#include "core/losses/mean_loss.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

struct MeanAbsolutePercentageErrorTerm {
    Scalar value(Scalar y, Scalar p) const { return 100 * std::abs(y - p) / std::max(std::abs(y), kLossEpsilon); }
    Scalar slope(Scalar y, Scalar p) const
    {
        return 100 * static_cast<Scalar>((p > y) - (p < y)) / std::max(std::abs(y), kLossEpsilon);
    }
};

} // namespace

const LossInfo& meanAbsolutePercentageErrorLoss()
{
    static const LossInfo info{{"mean_absolute_percentage_error",
                                "Mean absolute percentage error",
                                "Average difference in percent of the true value; for numbers well away from 0.",
                                {}},
                               makeMeanLoss<MeanAbsolutePercentageErrorTerm, meanAbsolutePercentageErrorLoss>};
    return info;
}

} // namespace netloom
