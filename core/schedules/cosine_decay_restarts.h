// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/schedule.h"

namespace netloom {

/// Cosine decays one after the other: the i-th is first_decay_steps · t_mul^i long and m_mul^i high.
const ScheduleInfo& cosineDecayRestartsSchedule();

} // namespace netloom
