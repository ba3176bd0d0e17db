// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

namespace netloom {

/// m += (1 - beta_1)(g - m); v += (1 - beta_2)(g² - v);
/// w -= rate · sqrt(1 - beta_2^t) / (1 - beta_1^t) · m / (sqrt(v) + epsilon), with amsgrad the largest v so far. Slots:
/// m, v, then vmax (amsgrad).
const OptimizerInfo& adamOptimizer();

} // namespace netloom
