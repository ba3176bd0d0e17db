// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// z where z > 0, otherwise alpha · (e^z - 1).
const ActivationInfo& eluActivation();

} // namespace netloom
