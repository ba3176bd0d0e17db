// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/cosine_decay.h"

#include "core/schedules/decay_steps.h"

#include <algorithm>

namespace netloom {

namespace {

class CosineDecay final : public Schedule
{
public:
    explicit CosineDecay(const FieldValues& values)
        : m_steps(static_cast<double>(values.integer("decay_steps"))),
          m_alpha(values.real("alpha")),
          m_target(values.real("warmup_target")),
          m_warmup(static_cast<double>(values.integer("warmup_steps"))),
          m_follows(m_steps == 0)
    {
        if (m_follows)
            m_steps = 1;
    }
    void setTrainingSteps(std::int64_t steps) override
    {
        if (m_follows)
            m_steps = std::max(static_cast<double>(steps) - m_warmup, 1.0);
    }
    double rate(double initial, std::int64_t iteration) const override
    {
        auto step = static_cast<double>(iteration);
        double start = initial;
        if (m_warmup > 0) {
            if (step < m_warmup)
                return initial + (m_target - initial) * step / m_warmup;
            step -= m_warmup;
            start = m_target;
        }
        return start * cosineFactor(std::min(step, m_steps) / m_steps, m_alpha);
    }

private:
    double m_steps;
    double m_alpha;
    double m_target;
    double m_warmup;
    bool m_follows; ///< the way down ends with the training
};

} // namespace

const ScheduleInfo& cosineDecaySchedule()
{
    static const ScheduleInfo info{
        {"cosine_decay",
         "Cosine decay",
         "Goes down along half a cosine: slowly, fast, slowly; can warm up first.",
         {integerField("decay_steps", "Decay steps",
                       "Number of batches of the way down; 0 takes as many as the whole training has.", 1000, 0,
                       1'000'000'000),
          alphaField(),
          realField("warmup_target", "Warm-up target",
                    "Learning rate at the end of the warm-up, from which the cosine starts.", 0.1, 0, 1e6),
          integerField("warmup_steps", "Warm-up steps",
                       "Number of batches in which the rate first goes to the warm-up target; 0 means no warm-up.", 0,
                       0, 1'000'000'000)}},
        makeComponent<Schedule, CosineDecay, cosineDecaySchedule>};
    return info;
}

} // namespace netloom
