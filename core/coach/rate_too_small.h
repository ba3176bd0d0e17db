// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// More can be learned, and the weights have hardly moved, or the loss falls as fast at the end as at the beginning.
const CoachRule& rateTooSmallRule();

} // namespace netloom
