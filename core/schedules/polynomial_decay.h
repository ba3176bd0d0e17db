// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/schedule.h"

namespace netloom {

/// (initial - end)(1 - min(s, steps) / steps)^power + end; cycle stretches steps by max(1, ceil(s / steps)).
const ScheduleInfo& polynomialDecaySchedule();

} // namespace netloom
