// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// With three hidden Dense layers or more: the gradient in the first is below a hundredth of that in the last, and more
/// can be learned.
const CoachRule& vanishingGradientsRule();

} // namespace netloom
