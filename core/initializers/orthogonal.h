// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/initializers/initializer.h"

namespace netloom {

/// Orthonormal columns (rows where there are more columns than rows), from the QR decomposition of a normal matrix
/// (Saxe and others 2014). A tensor of rank 1 is taken as one row.
const InitializerInfo& orthogonalInitializer();

} // namespace netloom
