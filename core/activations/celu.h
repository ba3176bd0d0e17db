// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// max(z, 0) + alpha · (e^(min(z, 0) / alpha) - 1).
const ActivationInfo& celuActivation();

} // namespace netloom
