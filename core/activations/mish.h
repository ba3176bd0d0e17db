// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// z · tanh(softplus(z)).
const ActivationInfo& mishActivation();

} // namespace netloom
