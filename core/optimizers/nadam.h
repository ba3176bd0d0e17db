// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

namespace netloom {

/// Adam with Nesterov momentum; mu_t = beta_1 (1 - 0.5 · 0.96^t), P_t = product of mu_1 … mu_t; m, v as Adam;
/// w -= rate · (mu_{t+1} m / (1 - P_{t+1}) + (1 - mu_t) g / (1 - P_t)) / (sqrt(v / (1 - beta_2^t)) + epsilon). Slots:
/// m, v.
const OptimizerInfo& nadamOptimizer();

} // namespace netloom
