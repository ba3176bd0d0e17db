// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// The gradient of a layer's weights is longer than 1000 where inputs and targets are scaled, and nothing clips it.
const CoachRule& explodingGradientsRule();

} // namespace netloom
