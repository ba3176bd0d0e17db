// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/coach/coach_rule.h"

namespace netloom {

/// The validation loss has risen by a tenth since its best epoch while the training loss fell on, and nothing brings
/// the best weights back.
const CoachRule& overfittingRule();

} // namespace netloom
