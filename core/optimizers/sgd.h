// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

namespace netloom {

/// Stochastic gradient descent. w -= rate · g; with momentum mu: m = mu m - rate · g, w += m (Nesterov: w += mu m -
/// rate · g). Slots: m, only with momentum.
const OptimizerInfo& sgdOptimizer();

} // namespace netloom
