// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/nadam.h"

#include "core/optimizers/moments.h"

#include <cmath>

namespace netloom {

namespace {

class Nadam final : public RuleOptimizer
{
public:
    explicit Nadam(const FieldValues& values) : RuleOptimizer(values), m_moments(values) {}

    std::vector<std::string> slotNames() const override { return {"m", "v"}; }

    void update(Scalar* w, const Scalar* g, Scalar* const* slots, Index n) const override
    {
        const auto forget1 = static_cast<Scalar>(1 - m_moments.beta1);
        const auto forget2 = static_cast<Scalar>(1 - m_moments.beta2);
        const auto epsilon = static_cast<Scalar>(m_moments.epsilon);
        const Scalar kept = keep();
        Scalar* m = slots[0];
        Scalar* v = slots[1];
        for (Index i = 0; i < n; ++i) {
            m[i] += forget1 * (g[i] - m[i]);
            v[i] += forget2 * (g[i] * g[i] - v[i]);
            w[i] = kept * w[i] -
                   (m_momentStep * m[i] + m_gradientStep * g[i]) / (std::sqrt(v[i] * m_squareScale) + epsilon);
        }
    }

private:
    double momentum(double t) const { return m_moments.beta1 * (1 - 0.5 * std::pow(0.96, t)); }

    void beginStep(double t) override
    {
        if (t != m_productStep + 1) { // gone on from elsewhere: the product up to there is made anew
            m_product = 1;
            for (double step = 1; step < t; ++step)
                m_product *= momentum(step);
        }
        m_product *= momentum(t);
        m_productStep = t;
        const double next = momentum(t + 1);
        m_momentStep = static_cast<Scalar>(rate() * next / (1 - m_product * next));
        m_gradientStep = static_cast<Scalar>(rate() * (1 - momentum(t)) / (1 - m_product));
        m_squareScale = static_cast<Scalar>(1 / (1 - std::pow(m_moments.beta2, t)));
    }

    Moments m_moments;
    double m_product = 1; ///< of the momentums up to m_productStep
    double m_productStep = 0;
    Scalar m_momentStep = 0;
    Scalar m_gradientStep = 0;
    Scalar m_squareScale = 1;
};

} // namespace

const OptimizerInfo& nadamOptimizer()
{
    static const OptimizerInfo info{{"nadam", "Nadam",
                                     "Adam that looks ahead along its momentum; often a little faster at the start.",
                                     optimizerFields(0.001, momentFields())},
                                    makeComponent<Optimizer, Nadam, nadamOptimizer>};
    return info;
}

} // namespace netloom
