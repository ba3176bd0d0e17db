// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

namespace netloom {

/// a += g²; w -= rate · g / sqrt(a + epsilon). Slot: a, which starts at initial_accumulator_value.
const OptimizerInfo& adagradOptimizer();

} // namespace netloom
