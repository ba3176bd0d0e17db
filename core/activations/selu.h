// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// 1.0507 z where z > 0, otherwise 1.0507 · 1.6733 · (e^z - 1); slope at 0 is 1.0507 as in TensorFlow.
const ActivationInfo& seluActivation();

} // namespace netloom
