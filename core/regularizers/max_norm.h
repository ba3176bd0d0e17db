// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/regularizers/constraint.h"

namespace netloom {

/// w · min(n, max_value) / (1e-7 + n), n the length of the weights into a unit.
const ConstraintInfo& maxNormConstraint();

} // namespace netloom
