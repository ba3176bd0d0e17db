// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// More can be learned, and the training loss has not moved by a hundredth during the last third of the epochs, at a
/// rate that nothing lowers.
const CoachRule& plateauRule();

} // namespace netloom
