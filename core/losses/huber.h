// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Mean over the outputs of 0.5 e² where abs(e) <= delta, otherwise delta abs(e) - 0.5 delta², e = y - p.
const LossInfo& huberLoss();

} // namespace netloom
