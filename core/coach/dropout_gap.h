// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// The validation loss lies below the training loss because a strong dropout works in training only: without it
/// at least half of the difference is gone.
const CoachRule& dropoutGapRule();

} // namespace netloom
