// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/polynomial_decay.h"

#include "core/schedules/decay_steps.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

class PolynomialDecay final : public Schedule
{
public:
    explicit PolynomialDecay(const FieldValues& values)
        : m_steps(static_cast<double>(values.integer("decay_steps"))),
          m_end(values.real("end_learning_rate")),
          m_power(values.real("power")),
          m_cycle(values.boolean("cycle"))
    {
    }
    double rate(double initial, std::int64_t iteration) const override
    {
        const auto step = static_cast<double>(iteration);
        const double steps = m_cycle ? m_steps * std::max(1.0, std::ceil(step / m_steps)) : m_steps;
        return (initial - m_end) * std::pow(1 - std::min(step, steps) / steps, m_power) + m_end;
    }

private:
    double m_steps;
    double m_end;
    double m_power;
    bool m_cycle;
};

} // namespace

const ScheduleInfo& polynomialDecaySchedule()
{
    static const ScheduleInfo info{
        {"polynomial_decay",
         "Polynomial decay",
         "Goes down to an end value along a straight line or a curve.",
         {stepsField("decay_steps", "Decay steps", "Number of batches until the end value is reached.", 1000),
          realField("end_learning_rate", "End value", "Learning rate at the end.", 0.0001, 0, 1e6),
          aboveField(realField("power", "Power", "1 is a straight line; larger falls faster at the start.", 1, 0, 100)),
          booleanField("cycle", "Cycle", "Rise again after the end value is reached, over longer and longer stretches.",
                       false)}},
        makeComponent<Schedule, PolynomialDecay, polynomialDecaySchedule>};
    return info;
}

} // namespace netloom
