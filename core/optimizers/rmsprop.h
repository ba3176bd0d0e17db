// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

namespace netloom {

/// v = rho v + (1 - rho) g²; u = rate · g / sqrt(v + epsilon), centered: sqrt(v - a² + epsilon) with a = rho a + (1 -
/// rho) g; w -= u, or with momentum m = mu m + u, w -= m. Slots: v, then a (centered), then m (momentum).
const OptimizerInfo& rmspropOptimizer();

} // namespace netloom
