// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// ReLU units that give 0 for every training row: at least two and 40 % of a layer. Grave where it is the whole layer.
const CoachRule& deadUnitsRule();

} // namespace netloom
