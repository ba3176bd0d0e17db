// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace netloom {

/// The number type of the engine: float as in Keras; the second build for gradient checks and golden numbers uses
/// double.
#ifdef NETLOOM_DOUBLE
using Scalar = double;
#else
using Scalar = float;
#endif

using Index = std::int64_t;

} // namespace netloom
