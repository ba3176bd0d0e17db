// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/column_functions.h"
#include "core/losses/binary_crossentropy_rule.h"

namespace netloom {

/// Crossentropy over the classes of a sample. Labels is built from field values and has `Scalar operator()(y, i, n)
/// const`, the target of output i of n, `Scalar sum(y, n) const`, and `Scalar fault(y, n) const`: 0, or NaN for an
/// impossible target; with `static constexpr bool sparse` the target is one row.
template<typename Labels>
class CategoricalCrossentropyRule : public Labels
{
public:
    static constexpr ActivationKernel fusedKernel = ActivationKernel::Softmax;

    explicit CategoricalCrossentropyRule(const FieldValues& values)
        : Labels(values), m_fromLogits(values.boolean("from_logits"))
    {
    }

    double value(const Scalar* y, const Scalar* p, Index n) const
    {
        if (m_fromLogits) {
            const Scalar top = largest(p, n);
            return valueBelow(y, p, n, top, logSumBelow(top, p, n));
        }
        const Scalar total = sumOf(p, n);
        auto loss = static_cast<double>(labels().fault(y, n));
        for (Index i = 0; i < n; ++i)
            if (const Scalar label = labels()(y, i, n); label != 0)
                loss -= static_cast<double>(label * std::log(clipped(p[i] / total)));
        return loss;
    }

    void gradient(const Scalar* y, const Scalar* p, Index n, Scalar scale, Scalar* d) const
    {
        if (m_fromLogits) {
            const Scalar top = largest(p, n);
            const Scalar rest = logSumBelow(top, p, n);
            for (Index i = 0; i < n; ++i)
                d[i] = std::exp((p[i] - top) - rest);
            fusedGradient(y, p, d, n, scale, d);
            return;
        }
        const Scalar total = sumOf(p, n);
        Scalar mean = labels().fault(y, n); // of the slopes under the shares: the part that goes through the division
        for (Index i = 0; i < n; ++i) {
            const Scalar share = p[i] / total;
            d[i] = clipped(share) == share ? -labels()(y, i, n) / share : Scalar(0);
            mean += d[i] * share;
        }
        for (Index i = 0; i < n; ++i)
            d[i] = scale * (d[i] - mean) / total;
    }

    /// log(sum of e^(z - top)) from the shares a = softmax(z), without another exponential: log(1 + others / largest).
    double fusedValue(const Scalar* y, const Scalar* z, const Scalar* a, Index n) const
    {
        const Index top = std::max_element(z, z + n) - z;
        Scalar others = 0;
        for (Index i = 0; i < n; ++i)
            others += i == top ? Scalar(0) : a[i];
        return valueBelow(y, z, n, z[top], std::log1p(others / a[top]));
    }

    /// `a` (the softmax of z) and `d` may be the same.
    void fusedGradient(const Scalar* y, const Scalar*, const Scalar* a, Index n, Scalar scale, Scalar* d) const
    {
        const Scalar sum = labels().sum(y, n);
        for (Index i = 0; i < n; ++i)
            d[i] = scale * (a[i] * sum - labels()(y, i, n));
    }

private:
    const Labels& labels() const { return *this; }

    /// Loss of logits z of which `top` is the largest and `rest` is log(sum of e^(z - top)).
    double valueBelow(const Scalar* y, const Scalar* z, Index n, Scalar top, Scalar rest) const
    {
        auto loss = static_cast<double>(labels().fault(y, n));
        for (Index i = 0; i < n; ++i)
            if (const Scalar label = labels()(y, i, n); label != 0)
                loss += static_cast<double>(label * (rest + (top - z[i])));
        return loss;
    }

    static Scalar clipped(Scalar share) { return std::clamp(share, kLossEpsilon, 1 - kLossEpsilon); }

    /// Outputs that are all 0 have no shares; each stays 0 and is clipped like a 0 among others.
    static Scalar sumOf(const Scalar* p, Index n)
    {
        Scalar sum = 0;
        for (Index i = 0; i < n; ++i)
            sum += p[i];
        return sum == 0 ? Scalar(1) : sum;
    }

    bool m_fromLogits;
};

} // namespace netloom
