// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// log(1 + e^z), computed as max(z, 0) + log1p(e^-abs(z)); slope sigmoid(z).
const ActivationInfo& softplusActivation();

} // namespace netloom
