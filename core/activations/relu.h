// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"

namespace netloom {

/// z >= max_value gives max_value, z > threshold gives z, otherwise negative_slope · (z - threshold); slope 0
/// (negative_slope) at the threshold. Without fields: max(z, 0).
const ActivationInfo& reluActivation();

} // namespace netloom
