// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// Numbers to predict that are not scaled and far from the size of a network's outputs: their standard deviation is
/// above 5 or below 0.02, or their mean lies more than 5 from 0.
const CoachRule& unscaledTargetRule();

} // namespace netloom
