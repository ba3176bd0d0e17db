// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/rmsprop.h"

#include "core/optimizers/rule_optimizer.h"

#include <cmath>

namespace netloom {

namespace {

class Rmsprop final : public RuleOptimizer
{
public:
    explicit Rmsprop(const FieldValues& values)
        : RuleOptimizer(values),
          m_rho(static_cast<Scalar>(values.real("rho"))),
          m_forget(static_cast<Scalar>(1 - values.real("rho"))),
          m_momentum(static_cast<Scalar>(values.real("momentum"))),
          m_epsilon(static_cast<Scalar>(values.real("epsilon"))),
          m_centered(values.boolean("centered"))
    {
    }

    std::vector<std::string> slotNames() const override
    {
        std::vector<std::string> names{"v"};
        if (m_centered)
            names.emplace_back("a");
        if (m_momentum != 0)
            names.emplace_back("m");
        return names;
    }

    void update(Scalar* w, const Scalar* g, Scalar* const* slots, Index n) const override
    {
        if (m_centered)
            step<true>(w, g, slots, n);
        else
            step<false>(w, g, slots, n);
    }

private:
    template<bool centered>
    void step(Scalar* w, const Scalar* g, Scalar* const* slots, Index n) const
    {
        const auto lr = static_cast<Scalar>(rate());
        const Scalar kept = keep();
        Scalar* v = slots[0];
        Scalar* a = centered ? slots[1] : nullptr;
        Scalar* m = m_momentum != 0 ? slots[centered ? 2 : 1] : nullptr;
        for (Index i = 0; i < n; ++i) {
            v[i] = m_rho * v[i] + m_forget * g[i] * g[i];
            Scalar square = v[i] + m_epsilon;
            if constexpr (centered) {
                a[i] = m_rho * a[i] + m_forget * g[i];
                square -= a[i] * a[i];
            }
            const Scalar move = lr * g[i] / std::sqrt(square);
            if (m)
                m[i] = m_momentum * m[i] + move;
            w[i] = kept * w[i] - (m ? m[i] : move);
        }
    }

    Scalar m_rho;
    Scalar m_forget;
    Scalar m_momentum;
    Scalar m_epsilon;
    bool m_centered;
};

} // namespace

const OptimizerInfo& rmspropOptimizer()
{
    static const OptimizerInfo info{
        {"rmsprop", "RMSprop",
         "Divides each step by the recent size of the gradient; robust, often used for noisy problems.",
         optimizerFields(
             0.001, {decayField("rho", "Rho", "How much of the past the running mean of squared gradients keeps.", 0.9),
                     decayField("momentum", "Momentum", "Share of the last step that is kept in the next one.", 0),
                     epsilonField(),
                     booleanField("centered", "Centered", "Divide by the spread of the gradient instead of its size.",
                                  false)})},
        makeComponent<Optimizer, Rmsprop, rmspropOptimizer>};
    return info;
}

} // namespace netloom
