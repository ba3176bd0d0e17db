// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Binary crossentropy times (1 - pt)^gamma, pt = y p + (1 - y)(1 - p), and with balancing times y alpha + (1 - y)(1 -
/// alpha).
const LossInfo& binaryFocalCrossentropyLoss();

} // namespace netloom
