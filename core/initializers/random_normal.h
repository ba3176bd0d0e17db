// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Normal of mean 0 and standard deviation 0.05.
const InitializerInfo& randomNormalInitializer();

} // namespace netloom
