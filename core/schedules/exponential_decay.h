// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/schedule.h"

namespace netloom {

/// initial · decay_rate^(s / decay_steps); staircase takes the whole part of the exponent.
const ScheduleInfo& exponentialDecaySchedule();

} // namespace netloom
