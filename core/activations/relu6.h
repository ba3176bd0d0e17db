// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// min(max(z, 0), 6); slope 1 strictly inside.
const ActivationInfo& relu6Activation();

} // namespace netloom
