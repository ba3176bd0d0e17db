// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Uniform in ±sqrt(3 / fan in) (LeCun and others 1998).
const InitializerInfo& lecunUniformInitializer();

} // namespace netloom
