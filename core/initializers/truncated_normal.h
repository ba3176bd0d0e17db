// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Normal of standard deviation 0.05, drawn again outside ±0.1 (no correction of the spread, as in Keras).
const InitializerInfo& truncatedNormalInitializer();

} // namespace netloom
