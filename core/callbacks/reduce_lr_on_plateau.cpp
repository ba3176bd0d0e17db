// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/callbacks/reduce_lr_on_plateau.h"

#include "core/base/component_list.h"
#include "core/base/field_builders.h"
#include "core/callbacks/monitor_fields.h"
#include "core/metrics/monitor.h"

#include <algorithm>

namespace netloom {

namespace {

class ReduceLrOnPlateau final : public Callback
{
public:
    explicit ReduceLrOnPlateau(const FieldValues& values)
        : m_monitor(values.text("monitor")),
          m_mode(monitorMode(values.text("mode"), m_monitor)),
          m_factor(values.real("factor")),
          m_patience(values.integer("patience")),
          m_minDelta(values.real("min_delta")),
          m_cooldown(values.integer("cooldown")),
          m_minLearningRate(values.real("min_learning_rate")),
          m_best(worstValue(m_mode))
    {
    }

    Decision epochEnded(const EpochEnd& end) override
    {
        Decision decision;
        if (m_cooldownLeft > 0) {
            --m_cooldownLeft;
            m_wait = 0;
        }
        const double value = end.value(m_monitor);
        if (improves(m_mode, value, m_best, m_minDelta)) {
            m_best = value;
            m_wait = 0;
            return decision;
        }
        if (m_cooldownLeft > 0)
            return decision;
        ++m_wait;
        if (m_wait < m_patience || !(end.rate > m_minLearningRate))
            return decision;
        m_cooldownLeft = m_cooldown;
        m_wait = 0;
        decision.rate = std::max(end.rate * m_factor, m_minLearningRate);
        return decision;
    }

    FieldValues state() const override
    {
        return {{"best", m_best}, {"wait", m_wait}, {"cooldown_left", m_cooldownLeft}};
    }

    void restore(const FieldValues& state) override
    {
        m_best = state.real("best");
        m_wait = state.integer("wait");
        m_cooldownLeft = state.integer("cooldown_left");
    }

private:
    std::string m_monitor;
    MonitorMode m_mode;
    double m_factor;
    Index m_patience;
    double m_minDelta;
    Index m_cooldown;
    double m_minLearningRate;
    double m_best;
    Index m_wait = 0;
    Index m_cooldownLeft = 0;
};

std::vector<FieldInfo> plateauFields()
{
    return {
        monitorField(),
        modeField(),
        openField(realField("factor", "Factor", "The learning rate is multiplied by this.", 0.1, 0, 1)),
        integerField("patience", "Patience", "Epochs without improvement before the rate is lowered.", 10, 0,
                     1000000000),
        realField("min_delta", "Smallest improvement", "Smaller changes do not count as improvement.", 1e-4, 0, 1e9),
        advancedField(integerField("cooldown", "Cooldown", "Epochs after a reduction in which nothing is counted.", 0,
                                   0, 1000000000)),
        advancedField(realField("min_learning_rate", "Lowest learning rate",
                                "The learning rate is never made lower than this.", 0, 0, 1e9)),
    };
}

} // namespace

const CallbackInfo& reduceLrOnPlateauCallback()
{
    static const CallbackInfo info{{"reduce_lr_on_plateau", "Reduce learning rate on plateau",
                                    "Lowers the learning rate when the watched quantity stays flat.", plateauFields()},
                                   "reduce_lr",
                                   makeComponent<Callback, ReduceLrOnPlateau, reduceLrOnPlateauCallback>,
                                   false,
                                   true};
    return info;
}

} // namespace netloom
