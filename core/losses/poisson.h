// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Mean over the outputs of p - y log(p + 1e-7).
const LossInfo& poissonLoss();

} // namespace netloom
