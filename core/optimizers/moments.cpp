// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/moments.h"

#include "core/optimizers/power_table.h"

namespace netloom {

namespace {

class Adam final : public RuleOptimizer
{
public:
    explicit Adam(const FieldValues& values)
        : RuleOptimizer(values),
          m_moments(values),
          m_powers1(m_moments.beta1),
          m_powers2(m_moments.beta2),
          m_amsgrad(values.boolean("amsgrad"))
    {
    }

    std::vector<std::string> slotNames() const override
    {
        return m_amsgrad ? std::vector<std::string>{"m", "v", "vmax"} : std::vector<std::string>{"m", "v"};
    }

    void update(Scalar* w, const Scalar* g, Scalar* const* slots, Index n) const override
    {
        const auto lr = static_cast<Scalar>(m_fused.rate * m_fused.correction);
        const auto forget1 = static_cast<Scalar>(1 - m_moments.beta1);
        const auto forget2 = static_cast<Scalar>(1 - m_moments.beta2);
        const auto epsilon = static_cast<Scalar>(m_moments.epsilon);
        const Scalar kept = keep();
        Scalar* m = slots[0];
        Scalar* v = slots[1];
        for (Index i = 0; i < n; ++i) {
            m[i] += forget1 * (g[i] - m[i]);
            v[i] += forget2 * (g[i] * g[i] - v[i]);
        }
        const Scalar* divisor = v;
        if (m_amsgrad) {
            Scalar* vmax = slots[2];
            for (Index i = 0; i < n; ++i)
                vmax[i] = v[i] > vmax[i] ? v[i] : vmax[i];
            divisor = vmax;
        }
        for (Index i = 0; i < n; ++i)
            w[i] = kept * w[i] - lr * m[i] / (std::sqrt(divisor[i]) + epsilon);
    }

    const Fused* fused() const override { return m_amsgrad ? nullptr : &m_fused; }

private:
    void beginStep(double t) override
    {
        m_fused.kind = "adam";
        m_fused.rate = rate();
        m_fused.beta1 = m_moments.beta1;
        m_fused.beta2 = m_moments.beta2;
        m_fused.epsilon = m_moments.epsilon;
        const auto step = static_cast<std::int64_t>(t);
        m_fused.shrink = static_cast<double>(keep());
        m_fused.correction = std::sqrt(1 - m_powers2.at(step)) / (1 - m_powers1.at(step));
    }

    Moments m_moments;
    PowerTable m_powers1;
    PowerTable m_powers2;
    bool m_amsgrad;
    Fused m_fused;
};

} // namespace

std::vector<FieldInfo> momentFields()
{
    return {advancedField(
                decayField("beta_1", "Beta 1", "How much of the past the running mean of the gradients keeps.", 0.9)),
            advancedField(
                decayField("beta_2", "Beta 2", "How much of the past the running mean of their squares keeps.", 0.999)),
            epsilonField()};
}

std::vector<FieldInfo> adamFields()
{
    std::vector<FieldInfo> fields = momentFields();
    fields.push_back(advancedField(booleanField(
        "amsgrad", "AMSGrad", "Divide by the largest squared gradient so far, so that steps only shrink.", false)));
    return fields;
}

std::unique_ptr<Optimizer> makeAdam(const FieldValues& completeValues)
{
    return std::make_unique<Adam>(completeValues);
}

} // namespace netloom
