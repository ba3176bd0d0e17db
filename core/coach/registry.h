// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

#include <span>
#include <string_view>

namespace netloom {

/// Every rule. Those that may be the cause of others come before them.
std::span<const CoachRule* const> coachRules();
/// Null where there is none of that key.
const CoachRule* findCoachRule(std::string_view key);

} // namespace netloom
