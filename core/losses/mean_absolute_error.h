// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Mean over the outputs of abs(y - p); gradient sign(p - y), 0 where equal.
const LossInfo& meanAbsoluteErrorLoss();

} // namespace netloom
