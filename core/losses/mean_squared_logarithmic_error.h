// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Mean over the outputs of (log(1 + max(p, 1e-7)) - log(1 + max(y, 1e-7)))²; no gradient where p < 1e-7.
const LossInfo& meanSquaredLogarithmicErrorLoss();

} // namespace netloom
