// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// log(sigmoid(z)) = -softplus(-z).
const ActivationInfo& logSigmoidActivation();

} // namespace netloom
