// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Mean over the outputs of (y - p)².
const LossInfo& meanSquaredErrorLoss();

} // namespace netloom
