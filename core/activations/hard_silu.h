// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// z · clip(z / 6 + 0.5, 0, 1).
const ActivationInfo& hardSiluActivation();

} // namespace netloom
