// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// clip(z / 6 + 0.5, 0, 1), Keras 3's meaning.
const ActivationInfo& hardSigmoidActivation();

} // namespace netloom
