// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// sum(y log(y / p)), both clipped to [1e-7, 1].
const LossInfo& klDivergenceLoss();

} // namespace netloom
