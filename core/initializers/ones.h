// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Ones; Keras's default for the scale of normalisations.
const InitializerInfo& onesInitializer();

} // namespace netloom
