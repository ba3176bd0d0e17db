// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/schedule.h"

namespace netloom {

/// Keras's CosineDecay, and with decay_steps = 0 one that ends when the training does:
/// initial ((1 - alpha) 0.5 (1 + cos(pi min(s, steps) / steps)) + alpha); with a warm-up first straight from initial to
/// warmup_target in warmup_steps, then the cosine from there.
const ScheduleInfo& cosineDecaySchedule();

} // namespace netloom
