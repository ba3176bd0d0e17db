// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// y = z; slope 1.
const ActivationInfo& linearActivation();

} // namespace netloom
