// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component_list.h"
#include "core/losses/loss.h"

#include <type_traits>

namespace netloom {

/// Keras's epsilon: keeps logarithms and quotients of the losses finite.
inline constexpr auto kLossEpsilon = Scalar(1e-7);

/// A rule made from the values of the fields, or just made where it has none.
template<typename Rule>
Rule makeLossRule(const FieldValues& values)
{
    if constexpr (std::is_constructible_v<Rule, const FieldValues&>)
        return Rule(values);
    else
        return Rule();
}

/// A loss whose rule looks at one sample at a time.
///
/// Rule has `double value(const Scalar* y, const Scalar* p, Index n) const` and `void gradient(const Scalar* y, const
/// Scalar* p, Index n, Scalar scale, Scalar* d) const`, may be built from field values, and optionally has
/// - `Rule forBatch(ConstBlock target) const`: the rule to use for a batch with these targets, and
///   `static constexpr bool looksAtBatch` where it makes a difference,
/// - `static constexpr ActivationKernel fusedKernel` with `fusedValue(y, z, a, n)` and `fusedGradient(y, z, a, n,
/// scale,
///   d)`, where a is the activation of z; and `bool fusedValues(z, target, perSample)`, which may do all at once,
/// - `Loss::InKernel inKernel() const`,
/// - `static constexpr bool sparse`: the target is one row with the number of the class.
template<typename Rule>
class PerSampleLoss final : public Loss
{
    static constexpr bool kFuses = requires { Rule::fusedKernel; };

public:
    explicit PerSampleLoss(const FieldValues& values) : m_rule(makeLossRule<Rule>(values)) {}

    void values(ConstBlock prediction, ConstBlock target, Scalar* perSample) const override
    {
        const Rule rule = ruleFor(target);
        for (Index j = 0; j < prediction.columns; ++j)
            perSample[j] = static_cast<Scalar>(rule.value(target.column(j), prediction.column(j), prediction.rows));
    }

    void gradient(ConstBlock prediction, ConstBlock target, const Scalar* rowScale, MutableBlock d) const override
    {
        const Rule rule = ruleFor(target);
        for (Index j = 0; j < prediction.columns; ++j)
            rule.gradient(target.column(j), prediction.column(j), prediction.rows, rowScale[j], d.column(j));
    }

    bool fusesWith(ActivationKernel last) const override
    {
        if constexpr (kFuses)
            return last == Rule::fusedKernel;
        return Loss::fusesWith(last);
    }

    void fusedValues(ConstBlock z, ConstBlock y, ConstBlock target, Scalar* perSample) const override
    {
        if constexpr (requires { m_rule.fusedValues(z, target, perSample); })
            if (m_rule.fusedValues(z, target, perSample))
                return;
        if constexpr (kFuses)
            for (Index j = 0; j < z.columns; ++j)
                perSample[j] =
                    static_cast<Scalar>(m_rule.fusedValue(target.column(j), z.column(j), y.column(j), z.rows));
        else
            Loss::fusedValues(z, y, target, perSample);
    }

    void fusedGradient(ConstBlock z, ConstBlock y, ConstBlock target, const Scalar* rowScale,
                       MutableBlock d) const override
    {
        if constexpr (kFuses)
            for (Index j = 0; j < z.columns; ++j)
                m_rule.fusedGradient(target.column(j), z.column(j), y.column(j), z.rows, rowScale[j], d.column(j));
        else
            Loss::fusedGradient(z, y, target, rowScale, d);
    }

    bool looksAtBatch() const override
    {
        if constexpr (requires { Rule::looksAtBatch; })
            return Rule::looksAtBatch;
        return false;
    }

    InKernel inKernel() const override
    {
        if constexpr (requires { m_rule.inKernel(); })
            return m_rule.inKernel();
        return {};
    }

    Index targetRows(Index outputs) const override
    {
        if constexpr (requires { Rule::sparse; })
            return 1;
        return Loss::targetRows(outputs);
    }

private:
    Rule ruleFor(ConstBlock target) const
    {
        if constexpr (requires(const Rule& rule) { rule.forBatch(target); })
            return m_rule.forBatch(target);
        else
            return m_rule;
    }

    Rule m_rule;
};

/// The factory of a loss; `info` is the function that publishes it.
template<typename Rule, auto info>
std::unique_ptr<Loss> makeLoss(const FieldValues& values)
{
    return makeComponent<Loss, PerSampleLoss<Rule>, info>(values);
}

} // namespace netloom
