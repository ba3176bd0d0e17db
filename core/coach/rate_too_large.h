// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// The loss leaps: it comes back above twice of where it began, or rises and falls by more than a seventh from epoch to
/// epoch in the second half without getting anywhere, or it stays at that of a constant answer though something is
/// learned.
const CoachRule& rateTooLargeRule();

} // namespace netloom
