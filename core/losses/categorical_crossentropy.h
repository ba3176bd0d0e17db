// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// -sum(y log q), q = p / sum(p) clipped to [1e-7, 1 - 1e-7]. On logits (and behind a softmax): -sum(y log_softmax(z)).
const LossInfo& categoricalCrossentropyLoss();

} // namespace netloom
