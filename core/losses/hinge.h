// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Mean over the outputs of max(1 - y p, 0); targets that are all 0 or 1 in the batch count as -1 and 1.
const LossInfo& hingeLoss();

} // namespace netloom
