// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Mean over the outputs of -(y log q + (1 - y) log(1 - q)), q = p clipped to [1e-7, 1 - 1e-7]; gradient 0 where
/// clipped. On logits (and behind a sigmoid): max(z, 0) - z y + log1p(e^-abs(z)).
const LossInfo& binaryCrossentropyLoss();

} // namespace netloom
