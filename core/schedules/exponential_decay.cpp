// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/exponential_decay.h"

#include "core/schedules/decay_steps.h"

#include <cmath>

namespace netloom {

namespace {

class ExponentialDecay final : public Schedule
{
public:
    explicit ExponentialDecay(const FieldValues& values) : m_steps(values), m_decay(values.real("decay_rate")) {}
    double rate(double initial, std::int64_t iteration) const override
    {
        return initial * std::pow(m_decay, m_steps.at(iteration));
    }

private:
    DecaySteps m_steps;
    double m_decay;
};

} // namespace

const ScheduleInfo& exponentialDecaySchedule()
{
    static const ScheduleInfo info{{"exponential_decay", "Exponential decay",
                                    "Multiplies the learning rate by the same factor every so many batches.",
                                    decayFields(0.96)},
                                   makeComponent<Schedule, ExponentialDecay, exponentialDecaySchedule>};
    return info;
}

} // namespace netloom
