// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/adadelta.h"

#include "core/optimizers/rule_optimizer.h"

#include <cmath>

namespace netloom {

namespace {

class Adadelta final : public RuleOptimizer
{
public:
    explicit Adadelta(const FieldValues& values)
        : RuleOptimizer(values),
          m_rho(static_cast<Scalar>(values.real("rho"))),
          m_forget(static_cast<Scalar>(1 - values.real("rho"))),
          m_epsilon(static_cast<Scalar>(values.real("epsilon")))
    {
    }

    std::vector<std::string> slotNames() const override { return {"v", "s"}; }

    void update(Scalar* w, const Scalar* g, Scalar* const* slots, Index n) const override
    {
        const auto lr = static_cast<Scalar>(rate());
        const Scalar kept = keep();
        Scalar* v = slots[0];
        Scalar* s = slots[1];
        for (Index i = 0; i < n; ++i) {
            v[i] = m_rho * v[i] + m_forget * g[i] * g[i];
            const Scalar move = std::sqrt(s[i] + m_epsilon) / std::sqrt(v[i] + m_epsilon) * g[i];
            s[i] = m_rho * s[i] + m_forget * move * move;
            w[i] = kept * w[i] - lr * move;
        }
    }

private:
    Scalar m_rho;
    Scalar m_forget;
    Scalar m_epsilon;
};

} // namespace

const OptimizerInfo& adadeltaOptimizer()
{
    static const OptimizerInfo info{
        {"adadelta", "Adadelta",
         "Finds the size of its steps from the recent ones; set the learning rate to 1 for the method as published.",
         optimizerFields(
             0.001, {decayField("rho", "Rho", "How much of the past the running means keep.", 0.95), epsilonField()})},
        makeComponent<Optimizer, Adadelta, adadeltaOptimizer>};
    return info;
}

} // namespace netloom
