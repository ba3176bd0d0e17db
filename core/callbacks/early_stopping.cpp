// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/callbacks/early_stopping.h"

#include "core/base/component_list.h"
#include "core/base/count_text.h"
#include "core/base/field_builders.h"
#include "core/callbacks/monitor_fields.h"
#include "core/metrics/monitor.h"

#include <cmath>

namespace netloom {

namespace {

class EarlyStopping final : public Callback
{
public:
    explicit EarlyStopping(const FieldValues& values)
        : m_monitor(values.text("monitor")),
          m_mode(monitorMode(values.text("mode"), m_monitor)),
          m_patience(values.integer("patience")),
          m_minDelta(std::abs(values.real("min_delta"))),
          m_restoreBest(values.boolean("restore_best")),
          m_startFromEpoch(values.integer("start_from_epoch")),
          m_best(worstValue(m_mode))
    {
        if (values.boolean("has_baseline"))
            m_baseline = values.real("baseline");
    }

    Decision epochEnded(const EpochEnd& end) override
    {
        Decision decision;
        decision.newBest = false;
        if (end.epoch < m_startFromEpoch)
            return decision;
        ++m_wait;
        const double value = end.value(m_monitor);
        if (improves(m_mode, value, m_best, m_minDelta)) {
            m_best = value;
            m_bestEpoch = end.epoch;
            decision.newBest = true;
            if (!m_baseline || improves(m_mode, value, *m_baseline, m_minDelta))
                m_wait = 0;
            return decision;
        }
        if (m_wait >= m_patience && end.epoch > 0) {
            m_stoppedEpoch = end.epoch;
            decision.stop = true;
            decision.message = "Stopped early after epoch " + countText(end.epoch + 1) + ": the " +
                               monitorName(m_monitor) + " has not improved for " + countText(m_patience, "epoch") + ".";
        }
        return decision;
    }

    bool restoresBest() const override { return m_restoreBest; }

    FieldValues state() const override
    {
        return {{"best", m_best}, {"best_epoch", m_bestEpoch}, {"wait", m_wait}, {"stopped_epoch", m_stoppedEpoch}};
    }

    void restore(const FieldValues& state) override
    {
        m_best = state.real("best");
        m_bestEpoch = state.integer("best_epoch");
        m_wait = state.integer("wait");
        m_stoppedEpoch = state.integer("stopped_epoch");
    }

    bool hasStopped() const override { return m_stoppedEpoch > 0; }

    void trainFurther() override
    {
        m_wait = 0;
        m_stoppedEpoch = 0;
    }

private:
    std::string m_monitor;
    MonitorMode m_mode;
    Index m_patience;
    double m_minDelta;
    bool m_restoreBest;
    Index m_startFromEpoch;
    std::optional<double> m_baseline;
    double m_best;
    Index m_bestEpoch = -1;
    Index m_wait = 0;
    Index m_stoppedEpoch = 0;
};

/// A baseline that somebody sets is meant to be used.
void follow(FieldValues& values, std::string_view changed)
{
    if (changed == "baseline")
        values.set("has_baseline", true);
}

std::vector<FieldInfo> earlyStoppingFields()
{
    return {
        monitorField(),
        modeField(),
        integerField("patience", "Patience", "Epochs without improvement before training stops.", 10, 0, 1000000000),
        realField("min_delta", "Smallest improvement", "Smaller changes do not count as improvement.", 0, 0, 1e9),
        booleanField("restore_best", "Restore best weights", "Goes back to the weights of the best epoch at the end.",
                     true),
        advancedField(integerField("start_from_epoch", "Start from epoch", "Epochs before this one are not looked at.",
                                   0, 0, 1000000000)),
        advancedField(realField("baseline", "Baseline", "Waiting goes on until the quantity is better than this.", 0,
                                -1e300, 1e300)),
        advancedField(
            booleanField("has_baseline", "Use the baseline", "Whether the quantity has to beat the baseline.", false)),
    };
}

} // namespace

const CallbackInfo& earlyStoppingCallback()
{
    static const CallbackInfo info{{"early_stopping", "Early stopping",
                                    "Stops when the watched quantity no longer improves.", earlyStoppingFields()},
                                   "early_stopping",
                                   makeComponent<Callback, EarlyStopping, earlyStoppingCallback>,
                                   true,
                                   false,
                                   follow};
    return info;
}

} // namespace netloom
