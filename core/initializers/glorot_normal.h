// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Truncated normal of variance 2 / (fan in + fan out) (Glorot and Bengio 2010).
const InitializerInfo& glorotNormalInitializer();

} // namespace netloom
