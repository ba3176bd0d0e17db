// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Uniform in ±sqrt(6 / (fan in + fan out)); Keras's default for kernels (Glorot and Bengio 2010).
const InitializerInfo& glorotUniformInitializer();

} // namespace netloom
