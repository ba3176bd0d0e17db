// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Mean over the outputs of log(cosh(p - y)), computed without overflow.
const LossInfo& logCoshLoss();

} // namespace netloom
