// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Truncated normal of variance 1 / fan in; the companion of selu (Klambauer and others 2017).
const InitializerInfo& lecunNormalInitializer();

} // namespace netloom
