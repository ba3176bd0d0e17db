// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

namespace netloom {

/// Adam with decoupled weight decay (0.004 from the start): w -= w · weight_decay · rate comes before Adam's step.
const OptimizerInfo& adamwOptimizer();

} // namespace netloom
