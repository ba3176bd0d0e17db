// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// Number columns among the inputs whose scaling was switched off and that are far from the size weights begin for:
/// in the training rows the root of the mean square of one is above 10. Grave where the network has not learned, which
/// it explains then.
const CoachRule& unscaledInputsRule();

} // namespace netloom
