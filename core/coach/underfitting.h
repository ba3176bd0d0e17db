// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// A simple model clearly does better than the network.
const CoachRule& underfittingRule();

} // namespace netloom
