// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/decay_steps.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace netloom {

FieldInfo stepsField(std::string key, std::string title, std::string help, std::int64_t initial)
{
    return integerField(std::move(key), std::move(title), std::move(help), initial, 1, 1'000'000'000);
}

FieldInfo alphaField()
{
    return realField("alpha", "Smallest share", "Share of the learning rate that is left at the end.", 0, 0, 1);
}

std::vector<FieldInfo> decayFields(double rate)
{
    return {stepsField("decay_steps", "Decay steps", "Number of batches over which the decay rate applies once.", 1000),
            realField("decay_rate", "Decay rate", "How strongly the learning rate falls over that many batches.", rate,
                      0, 1e6),
            booleanField("staircase", "Staircase", "Fall in steps instead of a little with each batch.", false)};
}

DecaySteps::DecaySteps(const FieldValues& values)
    : m_steps(static_cast<double>(values.integer("decay_steps"))), m_staircase(values.boolean("staircase"))
{
}

double DecaySteps::at(std::int64_t iteration) const
{
    const double progress = static_cast<double>(iteration) / m_steps;
    return m_staircase ? std::floor(progress) : progress;
}

double cosineFactor(double fraction, double alpha, double height)
{
    return (1 - alpha) * 0.5 * height * (1 + std::cos(std::numbers::pi * fraction)) + alpha;
}

} // namespace netloom
