// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Uniform in ±sqrt(6 / fan in) (He and others 2015).
const InitializerInfo& heUniformInitializer();

} // namespace netloom
