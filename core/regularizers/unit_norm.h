// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/regularizers/constraint.h"

namespace netloom {

/// w / (1e-7 + n), n the length of the weights into a unit.
const ConstraintInfo& unitNormConstraint();

} // namespace netloom
