// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// After ten epochs or a hundred steps the network answers the training rows no better than a constant would: neither
/// its loss nor the correlation with the target says otherwise. Grave.
const CoachRule& notLearningRule();

} // namespace netloom
