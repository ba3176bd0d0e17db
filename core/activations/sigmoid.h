// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// 1 / (1 + e^-z).
const ActivationInfo& sigmoidActivation();

} // namespace netloom
