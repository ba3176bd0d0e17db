// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Truncated normal of variance 2 / fan in (He and others 2015).
const InitializerInfo& heNormalInitializer();

} // namespace netloom
