// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// A class of ten rows or more that is rarer than three tenths of an even share, of whose training rows less than half
/// are recognised, and no class weights.
const CoachRule& unbalancedClassesRule();

} // namespace netloom
