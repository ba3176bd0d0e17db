// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/kl_divergence.h"

#include "core/losses/per_sample_loss.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

struct KlDivergenceRule {
    double value(const Scalar* y, const Scalar* p, Index n) const
    {
        double sum = 0;
        for (Index i = 0; i < n; ++i)
            sum += static_cast<double>(clipped(y[i]) * std::log(clipped(y[i]) / clipped(p[i])));
        return sum;
    }

    void gradient(const Scalar* y, const Scalar* p, Index n, Scalar scale, Scalar* d) const
    {
        for (Index i = 0; i < n; ++i)
            d[i] = clipped(p[i]) == p[i] ? -scale * clipped(y[i]) / p[i] : Scalar(0);
    }

private:
    static Scalar clipped(Scalar value) { return std::clamp(value, kLossEpsilon, Scalar(1)); }
};

} // namespace

const LossInfo& klDivergenceLoss()
{
    static const LossInfo info{
        {"kl_divergence",
         "Kullback-Leibler divergence",
         "How far the predicted distribution is from the true one; for targets that are themselves shares.",
         {}},
        makeLoss<KlDivergenceRule, klDivergenceLoss>};
    return info;
}

} // namespace netloom
