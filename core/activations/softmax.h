// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// e^(z_i - max) / sum over the column; dz = y · (d - sum(d · y)).
const ActivationInfo& softmaxActivation();

} // namespace netloom
