// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/schedule.h"

namespace netloom {

/// initial / (1 + decay_rate · s / decay_steps); staircase takes the whole part of the quotient.
const ScheduleInfo& inverseTimeDecaySchedule();

} // namespace netloom
