// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/adamax.h"

#include "core/optimizers/moments.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

class Adamax final : public RuleOptimizer
{
public:
    explicit Adamax(const FieldValues& values) : RuleOptimizer(values), m_moments(values) {}

    std::vector<std::string> slotNames() const override { return {"m", "u"}; }

    void update(Scalar* w, const Scalar* g, Scalar* const* slots, Index n) const override
    {
        const auto forget1 = static_cast<Scalar>(1 - m_moments.beta1);
        const auto beta2 = static_cast<Scalar>(m_moments.beta2);
        const auto epsilon = static_cast<Scalar>(m_moments.epsilon);
        const Scalar kept = keep();
        Scalar* m = slots[0];
        Scalar* u = slots[1];
        for (Index i = 0; i < n; ++i) {
            m[i] += forget1 * (g[i] - m[i]);
            u[i] = std::max(beta2 * u[i], std::abs(g[i]));
            w[i] = kept * w[i] - m_step * m[i] / (u[i] + epsilon);
        }
    }

private:
    void beginStep(double t) override { m_step = static_cast<Scalar>(rate() / (1 - std::pow(m_moments.beta1, t))); }

    Moments m_moments;
    Scalar m_step = 0;
};

} // namespace

const OptimizerInfo& adamaxOptimizer()
{
    static const OptimizerInfo info{
        {"adamax", "Adamax", "Adam measured by the largest recent gradient; calmer where a few gradients are huge.",
         optimizerFields(0.001, momentFields())},
        makeComponent<Optimizer, Adamax, adamaxOptimizer>};
    return info;
}

} // namespace netloom
