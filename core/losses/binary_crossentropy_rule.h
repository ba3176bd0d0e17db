// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/sigmoid_function.h"
#include "core/kernels/dispatch.h"
#include "core/losses/mean_loss.h"

namespace netloom {

/// Fields of the crossentropies.
FieldInfo labelSmoothingField();
FieldInfo fromLogitsField();

/// Binary crossentropy of one output; `variant` "keras2" adds 1e-7 inside both logarithms after the clipping.
class BinaryCrossentropyTerm
{
public:
    explicit BinaryCrossentropyTerm(const FieldValues& values);

    Scalar value(Scalar y, Scalar p) const
    {
        return m_fromLogits ? logitValue(label(y), p) : clippedValue(label(y), p);
    }
    Scalar slope(Scalar y, Scalar p) const
    {
        return m_fromLogits ? fusedSlope(y, p, sigmoid(p)) : clippedSlope(label(y), p);
    }

    /// Whether the formula on logits is the plain one.
    bool isPlain() const { return m_smoothing == 0; }

    Loss::InKernel inKernel() const { return {KernelBinaryCrossentropy, static_cast<double>(m_smoothing)}; }

    /// The target after label smoothing.
    Scalar label(Scalar y) const { return y * (1 - m_smoothing) + Scalar(0.5) * m_smoothing; }

    /// From a probability and a smoothed label.
    Scalar clippedValue(Scalar label, Scalar p) const
    {
        const Scalar q = clipped(p);
        return -(label * std::log(q + m_inside) + (1 - label) * std::log(1 - q + m_inside));
    }
    Scalar clippedSlope(Scalar label, Scalar p) const
    {
        const Scalar q = clipped(p);
        return q == p ? (1 - label) / (1 - q + m_inside) - label / (q + m_inside) : Scalar(0);
    }

    /// From a logit and a smoothed label.
    Scalar logitValue(Scalar label, Scalar z) const
    {
        return std::max(z, Scalar(0)) - z * label + std::log1p(std::exp(-std::abs(z)));
    }
    /// From a logit z, its sigmoid a and a target before smoothing.
    Scalar fusedValue(Scalar y, Scalar z) const { return logitValue(label(y), z); }
    Scalar fusedSlope(Scalar y, Scalar, Scalar a) const { return a - label(y); }

private:
    static Scalar clipped(Scalar p) { return std::clamp(p, kLossEpsilon, 1 - kLossEpsilon); }

    Scalar m_smoothing;
    Scalar m_inside;
    bool m_fromLogits;
};

/// A mean over the outputs that goes together with a sigmoid: Term also has fusedValue(y, z) and fusedSlope(y, z, a).
template<typename Term>
class SigmoidFusedRule : public MeanRule<Term>
{
public:
    static constexpr ActivationKernel fusedKernel = ActivationKernel::Sigmoid;

    using MeanRule<Term>::MeanRule;

    /// Hides that of MeanRule, which would lose the fused functions.
    const SigmoidFusedRule& forBatch(ConstBlock) const { return *this; }

    /// One output without smoothing, the common case, by the vector kernel.
    bool fusedValues(ConstBlock z, ConstBlock target, Scalar* perSample) const
    {
        if constexpr (requires { this->term().isPlain(); })
            if (z.rows == 1 && this->term().isPlain()) {
                kernels().logitLosses(z.data, z.stride, target.data, target.stride, z.columns, perSample);
                return true;
            }
        return false;
    }

    double fusedValue(const Scalar* y, const Scalar* z, const Scalar*, Index n) const
    {
        double sum = 0;
        for (Index i = 0; i < n; ++i)
            sum += static_cast<double>(this->term().fusedValue(y[i], z[i]));
        return sum / static_cast<double>(n);
    }

    void fusedGradient(const Scalar* y, const Scalar* z, const Scalar* a, Index n, Scalar scale, Scalar* d) const
    {
        const Scalar share = scale / static_cast<Scalar>(n);
        for (Index i = 0; i < n; ++i)
            d[i] = share * this->term().fusedSlope(y[i], z[i], a[i]);
    }
};

} // namespace netloom
