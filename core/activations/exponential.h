// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// e^z.
const ActivationInfo& exponentialActivation();

} // namespace netloom
