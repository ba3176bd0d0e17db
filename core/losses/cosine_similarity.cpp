// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/losses/cosine_similarity.h"

#include "core/losses/per_sample_loss.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

struct CosineSimilarityRule {
    double value(const Scalar* y, const Scalar* p, Index n) const
    {
        return -product(y, p, n) * inverse(y, n) * inverse(p, n);
    }

    void gradient(const Scalar* y, const Scalar* p, Index n, Scalar scale, Scalar* d) const
    {
        const double yInverse = inverse(y, n);
        const double pInverse = inverse(p, n);
        // Where the length is cut off it is a constant, and the second term of the quotient rule falls away.
        const double cosine = pInverse < 1 / kSmallest ? product(y, p, n) * yInverse * pInverse : 0.0;
        for (Index i = 0; i < n; ++i)
            d[i] = static_cast<Scalar>(
                static_cast<double>(-scale) * pInverse *
                (static_cast<double>(y[i]) * yInverse - cosine * static_cast<double>(p[i]) * pInverse));
    }

private:
    static constexpr double kSmallest = 1e-7;

    static double product(const Scalar* a, const Scalar* b, Index n)
    {
        double sum = 0;
        for (Index i = 0; i < n; ++i)
            sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
        return sum;
    }

    /// 1 / length, at most 1e7.
    static double inverse(const Scalar* a, Index n) { return 1 / std::max(std::sqrt(product(a, a, n)), kSmallest); }
};

} // namespace

const LossInfo& cosineSimilarityLoss()
{
    static const LossInfo info{
        {"cosine_similarity",
         "Cosine similarity",
         "Compares directions only: -1 where prediction and target point the same way, 1 where they are opposite.",
         {}},
        makeLoss<CosineSimilarityRule, cosineSimilarityLoss>};
    return info;
}

} // namespace netloom
