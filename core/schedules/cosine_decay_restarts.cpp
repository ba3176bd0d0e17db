// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/cosine_decay_restarts.h"

#include "core/schedules/decay_steps.h"

#include <cmath>

namespace netloom {

namespace {

class CosineDecayRestarts final : public Schedule
{
public:
    explicit CosineDecayRestarts(const FieldValues& values)
        : m_first(static_cast<double>(values.integer("first_decay_steps"))),
          m_stretch(values.real("t_mul")),
          m_shrink(values.real("m_mul")),
          m_alpha(values.real("alpha"))
    {
    }
    double rate(double initial, std::int64_t iteration) const override
    {
        const double progress = static_cast<double>(iteration) / m_first; // in lengths of the first period
        double period = 0;
        double fraction = 0;
        if (m_stretch == 1) {
            period = std::floor(progress);
            fraction = progress - period;
        } else {
            period = std::floor(std::log(1 - progress * (1 - m_stretch)) / std::log(m_stretch));
            const double length = std::pow(m_stretch, period);
            fraction = (progress - (1 - length) / (1 - m_stretch)) / length;
        }
        return initial * cosineFactor(fraction, m_alpha, std::pow(m_shrink, period));
    }

private:
    double m_first;
    double m_stretch;
    double m_shrink;
    double m_alpha;
};

} // namespace

const ScheduleInfo& cosineDecayRestartsSchedule()
{
    static const ScheduleInfo info{
        {"cosine_decay_restarts",
         "Cosine decay with restarts",
         "Goes down along half a cosine, jumps up and starts again; can leave a poor place that way.",
         {stepsField("first_decay_steps", "First decay steps", "Number of batches of the first way down.", 1000),
          realField("t_mul", "Length factor", "Each way down is this many times as long as the one before.", 2, 1, 100),
          realField("m_mul", "Height factor", "Each restart is this many times as high as the one before.", 1, 0, 10),
          alphaField()}},
        makeComponent<Schedule, CosineDecayRestarts, cosineDecayRestartsSchedule>};
    return info;
}

} // namespace netloom
