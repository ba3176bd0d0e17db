// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component_list.h"
#include "core/base/field_builders.h"
#include "core/schedules/schedule.h"

namespace netloom {

/// Field of a number of batches.
FieldInfo stepsField(std::string key, std::string title, std::string help, std::int64_t initial);
/// The share of the learning rate that is left at the end of a cosine decay.
FieldInfo alphaField();
/// decay_steps, decay_rate and staircase.
std::vector<FieldInfo> decayFields(double rate);

/// s / decay_steps, or its whole part.
class DecaySteps
{
public:
    explicit DecaySteps(const FieldValues& values);
    double at(std::int64_t iteration) const;

private:
    double m_steps;
    bool m_staircase;
};

/// Factor of a cosine decay: from 1 at fraction 0 to alpha at fraction 1, the cosine's part `height` high.
double cosineFactor(double fraction, double alpha, double height = 1);

} // namespace netloom
