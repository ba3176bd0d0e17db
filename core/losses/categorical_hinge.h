// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// max(0, max((1 - y) p) - sum(y p) + 1).
const LossInfo& categoricalHingeLoss();

} // namespace netloom
