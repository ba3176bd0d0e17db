// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// Ten thousand weights at least, and more than fifty for every training row.
const CoachRule& oversizedNetworkRule();

} // namespace netloom
