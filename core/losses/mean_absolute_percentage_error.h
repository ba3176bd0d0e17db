// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Mean over the outputs of 100 abs(y - p) / max(abs(y), 1e-7).
const LossInfo& meanAbsolutePercentageErrorLoss();

} // namespace netloom
