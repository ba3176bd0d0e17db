// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Uniform in [-0.05, 0.05).
const InitializerInfo& randomUniformInitializer();

} // namespace netloom
