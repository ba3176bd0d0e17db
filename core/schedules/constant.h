// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/schedule.h"

namespace netloom {

/// The optimizer's learning rate throughout.
const ScheduleInfo& constantSchedule();

} // namespace netloom
