// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// z_i - max - log(sum e^(z - max)) over the column; dz = d - e^y · sum(d).
const ActivationInfo& logSoftmaxActivation();

} // namespace netloom
