// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/log_cosh.h"

#include "core/activations/sigmoid_function.h"
#include "core/losses/mean_loss.h"

#include <cmath>

namespace netloom {

namespace {

struct LogCoshTerm {
    Scalar value(Scalar y, Scalar p) const
    {
        const Scalar e = p - y;
        return e + softplus(-2 * e) - Scalar(0.69314718055994531);
    }
    Scalar slope(Scalar y, Scalar p) const { return std::tanh(p - y); }
};

} // namespace

const LossInfo& logCoshLoss()
{
    static const LossInfo info{
        {"log_cosh", "Log-cosh", "Smooth relative of the Huber loss; for numbers with some outliers.", {}},
        makeMeanLoss<LogCoshTerm, logCoshLoss>};
    return info;
}

} // namespace netloom
