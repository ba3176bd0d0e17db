// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/per_sample_loss.h"

namespace netloom {

/// The rule of a loss that is the mean over the outputs of something computed for each output by itself.
///
/// Term has `Scalar value(Scalar y, Scalar p) const`, `Scalar slope(Scalar y, Scalar p) const` (with respect to p), may
/// be built from field values, and optionally has `Term forBatch(ConstBlock target) const` and `Loss::InKernel
/// inKernel() const`.
template<typename Term>
class MeanRule
{
public:
    static constexpr bool looksAtBatch = requires(const Term& term, ConstBlock target) { term.forBatch(target); };

    explicit MeanRule(const FieldValues& values) : m_term(makeLossRule<Term>(values)) {}
    explicit MeanRule(const Term& term) : m_term(term) {}

    double value(const Scalar* y, const Scalar* p, Index n) const
    {
        double sum = 0;
        for (Index i = 0; i < n; ++i)
            sum += static_cast<double>(m_term.value(y[i], p[i]));
        return sum / static_cast<double>(n);
    }

    void gradient(const Scalar* y, const Scalar* p, Index n, Scalar scale, Scalar* d) const
    {
        const Scalar share = scale / static_cast<Scalar>(n);
        for (Index i = 0; i < n; ++i)
            d[i] = share * m_term.slope(y[i], p[i]);
    }

    Loss::InKernel inKernel() const
    {
        if constexpr (requires { m_term.inKernel(); })
            return m_term.inKernel();
        return {};
    }

    MeanRule forBatch(ConstBlock target) const
    {
        if constexpr (requires(const Term& term) { term.forBatch(target); })
            return MeanRule(m_term.forBatch(target));
        else
            return *this;
    }

protected:
    const Term& term() const { return m_term; }

private:
    Term m_term;
};

/// The factory of a loss that is a mean over the outputs.
template<typename Term, auto info>
std::unique_ptr<Loss> makeMeanLoss(const FieldValues& values)
{
    return makeLoss<MeanRule<Term>, info>(values);
}

} // namespace netloom
