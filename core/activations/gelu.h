// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// z · Phi(z), or with `approximate` 0.5 z (1 + tanh(sqrt(2 / pi) (z + 0.044715 z³))).
const ActivationInfo& geluActivation();

} // namespace netloom
