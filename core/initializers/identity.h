// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Ones on the diagonal, zeros elsewhere. A tensor of rank 1 gets a one in its first place.
const InitializerInfo& identityInitializer();

} // namespace netloom
