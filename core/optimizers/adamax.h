// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

namespace netloom {

/// m as Adam; u = max(beta_2 u, abs(g)); w -= rate · m / ((1 - beta_1^t)(u + epsilon)). Slots: m, u.
const OptimizerInfo& adamaxOptimizer();

} // namespace netloom
