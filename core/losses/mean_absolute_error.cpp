// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/mean_absolute_error.h"

#include "core/losses/mean_loss.h"

#include <cmath>

namespace netloom {

namespace {

struct MeanAbsoluteErrorTerm {
    Scalar value(Scalar y, Scalar p) const { return std::abs(y - p); }
    Scalar slope(Scalar y, Scalar p) const { return static_cast<Scalar>((p > y) - (p < y)); }
};

} // namespace

const LossInfo& meanAbsoluteErrorLoss()
{
    static const LossInfo info{{"mean_absolute_error",
                                "Mean absolute error",
                                "Average of the differences without their sign; for numbers, patient with outliers.",
                                {}},
                               makeMeanLoss<MeanAbsoluteErrorTerm, meanAbsoluteErrorLoss>};
    return info;
}

} // namespace netloom
