// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// clip(0.2 z + 0.5, 0, 1), the meaning in Keras 2 and TensorFlow.js.
const ActivationInfo& hardSigmoidKeras2Activation();

} // namespace netloom
