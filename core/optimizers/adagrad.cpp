// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/adagrad.h"

#include "core/optimizers/rule_optimizer.h"

#include <cmath>

namespace netloom {

namespace {

class Adagrad final : public RuleOptimizer
{
public:
    explicit Adagrad(const FieldValues& values)
        : RuleOptimizer(values),
          m_initial(static_cast<Scalar>(values.real("initial_accumulator_value"))),
          m_epsilon(static_cast<Scalar>(values.real("epsilon")))
    {
    }

    std::vector<std::string> slotNames() const override { return {"a"}; }
    Scalar slotInitial(std::size_t) const override { return m_initial; }

    void update(Scalar* w, const Scalar* g, Scalar* const* slots, Index n) const override
    {
        const auto lr = static_cast<Scalar>(rate());
        const Scalar kept = keep();
        Scalar* a = slots[0];
        for (Index i = 0; i < n; ++i) {
            a[i] += g[i] * g[i];
            w[i] = kept * w[i] - lr * g[i] / std::sqrt(a[i] + m_epsilon);
        }
    }

private:
    Scalar m_initial;
    Scalar m_epsilon;
};

} // namespace

const OptimizerInfo& adagradOptimizer()
{
    static const OptimizerInfo info{
        {"adagrad", "Adagrad", "Gives often moved weights ever smaller steps; for data with many rare features.",
         optimizerFields(
             0.001,
             {realField("initial_accumulator_value", "Initial accumulator",
                        "Start of the sum of squared gradients: larger makes the first steps smaller.", 0.1, 0, 1e6),
              epsilonField()})},
        makeComponent<Optimizer, Adagrad, adagradOptimizer>};
    return info;
}

} // namespace netloom
