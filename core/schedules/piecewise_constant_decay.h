// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/schedule.h"

namespace netloom {

/// values[0] for s <= boundaries[0], values[1] for s <= boundaries[1] …, the last value afterwards. The optimizer's
/// rate plays no part.
const ScheduleInfo& piecewiseConstantDecaySchedule();

} // namespace netloom
