// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Zeros; Keras's default for biases.
const InitializerInfo& zerosInitializer();

} // namespace netloom
