// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// 1 where z > 0, otherwise 0; slope 0 everywhere, so nothing is learnt through it.
const ActivationInfo& binaryStepActivation();

} // namespace netloom
