// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/mean_squared_error.h"

#include "core/losses/mean_loss.h"

namespace netloom {

namespace {

struct MeanSquaredErrorTerm {
    Scalar value(Scalar y, Scalar p) const
    {
        const Scalar e = y - p;
        return e * e;
    }
    Scalar slope(Scalar y, Scalar p) const { return 2 * (p - y); }
    Loss::InKernel inKernel() const { return {.kind = KernelSquaredError}; }
};

} // namespace

const LossInfo& meanSquaredErrorLoss()
{
    static const LossInfo info{{"mean_squared_error",
                                "Mean squared error",
                                "Average of the squared differences; the usual loss for numbers, hard on large errors.",
                                {}},
                               makeMeanLoss<MeanSquaredErrorTerm, meanSquaredErrorLoss>};
    return info;
}

} // namespace netloom
