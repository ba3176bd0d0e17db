// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/mean_squared_logarithmic_error.h"

#include "core/losses/mean_loss.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

struct MeanSquaredLogarithmicErrorTerm {
    Scalar value(Scalar y, Scalar p) const
    {
        const Scalar e = difference(y, p);
        return e * e;
    }
    Scalar slope(Scalar y, Scalar p) const
    {
        if (p < kLossEpsilon)
            return 0;
        return 2 * difference(y, p) / (1 + p);
    }

private:
    static Scalar difference(Scalar y, Scalar p)
    {
        return std::log1p(std::max(p, kLossEpsilon)) - std::log1p(std::max(y, kLossEpsilon));
    }
};

} // namespace

const LossInfo& meanSquaredLogarithmicErrorLoss()
{
    static const LossInfo info{
        {"mean_squared_logarithmic_error",
         "Mean squared logarithmic error",
         "Average squared difference of the logarithms; for positive numbers over several orders of magnitude.",
         {}},
        makeMeanLoss<MeanSquaredLogarithmicErrorTerm, meanSquaredLogarithmicErrorLoss>};
    return info;
}

} // namespace netloom
