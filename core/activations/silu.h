// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// z · sigmoid(z), also called swish.
const ActivationInfo& siluActivation();

} // namespace netloom
