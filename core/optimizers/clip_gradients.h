// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/optimizers/optimizer.h"

#include <span>

namespace netloom {

/// Clips the gradients of all tensors as Keras does: by each tensor's norm, g · c / max(|g|, c); by the norm G over
/// all, g · c · min(1 / G, 1 / c); or each number to [-v, v]. Sums in double, tensor by tensor, so the result does not
/// depend on threads.
void clipGradients(const Clipping& clipping, std::span<const std::span<Scalar>> tensors);

} // namespace netloom
