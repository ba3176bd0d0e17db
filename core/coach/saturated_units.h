// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// Sigmoid or tanh units at the ends of their range for nearly every training row: two at least, and half of a layer;
/// unless the answers are right all the same.
const CoachRule& saturatedUnitsRule();

} // namespace netloom
