// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"
#include "core/base/component_list.h"

#include <type_traits>

namespace netloom {

/// An activation that works on each number by itself.
///
/// Rule has `Scalar value(Scalar z) const` and `Scalar slope(Scalar z, Scalar y) const`, and may be built from field
/// values. `static constexpr bool usesInput = false` says that slope() can do without z (it then gets y in its place);
/// it may also be a member, where it depends on the fields. `ActivationKernel kernel() const` is optional.
template<typename Rule>
class Elementwise final : public Activation
{
public:
    explicit Elementwise(const FieldValues& values) : m_rule(makeRule(values)) {}

    void forward(ConstBlock z, MutableBlock y) const override
    {
        const Rule rule = m_rule;
        for (Index j = 0; j < z.columns; ++j) {
            const Scalar* in = z.column(j);
            Scalar* out = y.column(j);
            for (Index i = 0; i < z.rows; ++i)
                out[i] = rule.value(in[i]);
        }
    }

    void backward(ConstBlock z, ConstBlock y, MutableBlock d) const override
    {
        const Rule rule = m_rule;
        const ConstBlock input = rule.usesInput ? z : y;
        for (Index j = 0; j < d.columns; ++j) {
            const Scalar* in = input.column(j);
            const Scalar* out = y.column(j);
            Scalar* gradient = d.column(j);
            for (Index i = 0; i < d.rows; ++i)
                gradient[i] *= rule.slope(in[i], out[i]);
        }
    }

    bool needsInput() const override { return m_rule.usesInput; }

    ActivationKernel kernel() const override
    {
        if constexpr (requires(const Rule& rule) { rule.kernel(); })
            return m_rule.kernel();
        return ActivationKernel::None;
    }

private:
    static Rule makeRule(const FieldValues& values)
    {
        if constexpr (std::is_constructible_v<Rule, const FieldValues&>)
            return Rule(values);
        else
            return Rule();
    }

    Rule m_rule;
};

/// The factory of an elementwise activation; `info` is the function that publishes it.
template<typename Rule, auto info>
std::unique_ptr<Activation> makeElementwise(const FieldValues& values)
{
    return makeComponent<Activation, Elementwise<Rule>, info>(values);
}

} // namespace netloom
