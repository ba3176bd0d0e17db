// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

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

/// Column-major; in data and activations one column is one sample (features x samples).
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
using Vector = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;

} // namespace netloom
