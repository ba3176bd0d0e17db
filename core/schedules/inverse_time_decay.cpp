// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/inverse_time_decay.h"

#include "core/schedules/decay_steps.h"

namespace netloom {

namespace {

class InverseTimeDecay final : public Schedule
{
public:
    explicit InverseTimeDecay(const FieldValues& values) : m_steps(values), m_decay(values.real("decay_rate")) {}
    double rate(double initial, std::int64_t iteration) const override
    {
        return initial / (1 + m_decay * m_steps.at(iteration));
    }

private:
    DecaySteps m_steps;
    double m_decay;
};

} // namespace

const ScheduleInfo& inverseTimeDecaySchedule()
{
    static const ScheduleInfo info{
        {"inverse_time_decay", "Inverse time decay",
         "Divides the learning rate by a number that grows evenly: falls fast first, then ever more slowly.",
         decayFields(0.5)},
        makeComponent<Schedule, InverseTimeDecay, inverseTimeDecaySchedule>};
    return info;
}

} // namespace netloom
