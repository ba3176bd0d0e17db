// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// The loss, a gradient or a weight has become infinite or NaN. Grave.
const CoachRule& divergedRule();

} // namespace netloom
