// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/regularizers/constraint.h"

namespace netloom {

/// w (rate · clip(n, min_value, max_value) + (1 - rate) n) / (1e-7 + n), n the length of the weights into a unit.
const ConstraintInfo& minMaxNormConstraint();

} // namespace netloom
