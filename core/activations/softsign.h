// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// z / (1 + abs(z)).
const ActivationInfo& softsignActivation();

} // namespace netloom
