// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/regularizers/constraint.h"

namespace netloom {

/// max(w, 0).
const ConstraintInfo& nonNegConstraint();

} // namespace netloom
