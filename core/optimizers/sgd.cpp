// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/sgd.h"

#include "core/optimizers/rule_optimizer.h"

namespace netloom {

namespace {

class Sgd final : public RuleOptimizer
{
public:
    explicit Sgd(const FieldValues& values)
        : RuleOptimizer(values), m_momentum(values.real("momentum")), m_nesterov(values.boolean("nesterov"))
    {
    }

    std::vector<std::string> slotNames() const override
    {
        return m_momentum == 0 ? std::vector<std::string>{} : std::vector<std::string>{"m"};
    }

    void update(Scalar* w, const Scalar* g, Scalar* const* slots, Index n) const override
    {
        const Scalar step = static_cast<Scalar>(rate());
        const Scalar kept = keep();
        if (m_momentum == 0) {
            for (Index i = 0; i < n; ++i)
                w[i] = kept * w[i] - step * g[i];
            return;
        }
        const auto mu = static_cast<Scalar>(m_momentum);
        Scalar* m = slots[0];
        if (m_nesterov) {
            for (Index i = 0; i < n; ++i) {
                m[i] = mu * m[i] - step * g[i];
                w[i] = kept * w[i] + (mu * m[i] - step * g[i]);
            }
        } else {
            for (Index i = 0; i < n; ++i) {
                m[i] = mu * m[i] - step * g[i];
                w[i] = kept * w[i] + m[i];
            }
        }
    }

    const Fused* fused() const override { return m_nesterov || weightDecay() != 0 ? nullptr : &m_fused; }

private:
    void beginStep(double) override
    {
        m_fused.kind = m_momentum == 0 ? "sgd" : "momentum";
        m_fused.rate = rate();
        m_fused.beta1 = m_momentum;
    }

    double m_momentum;
    bool m_nesterov;
    Fused m_fused;
};

} // namespace

const OptimizerInfo& sgdOptimizer()
{
    static const OptimizerInfo info{
        {"sgd", "SGD",
         "Steps straight down the gradient, with momentum if wanted; simple, needs a well chosen learning rate.",
         optimizerFields(
             0.01, {decayField("momentum", "Momentum", "Share of the last step that is kept in the next one.", 0),
                    booleanField("nesterov", "Nesterov", "Look ahead along the momentum before each step.", false)})},
        makeComponent<Optimizer, Sgd, sgdOptimizer>};
    return info;
}

} // namespace netloom
