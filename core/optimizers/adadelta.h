// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

namespace netloom {

/// v = rho v + (1 - rho) g²; u = -sqrt(s + epsilon) / sqrt(v + epsilon) · g; s = rho s + (1 - rho) u²; w += rate · u.
/// Slots: v, s.
const OptimizerInfo& adadeltaOptimizer();

} // namespace netloom
