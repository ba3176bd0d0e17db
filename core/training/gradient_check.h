// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/matrix.h"
#include "core/base/types.h"
#include "core/network/network.h"

#include <cstdint>
#include <string>

namespace netloom {

/// How far the gradients of backward() are from those by differences.
struct GradientCheck {
    double worst = 0;  ///< largest relative error of all tensors: max |a - n| / max(largest |a|, largest |n|, 1e-4)
    std::string where; ///< layer and tensor of it
    Index numbers = 0; ///< numbers compared
};

/// Compares every weight's gradient of one training pass with the five-point difference quotient of the loss. Weights
/// are the initial ones of `seed`, slightly moved so that no tensor is constant; dropout and noise draw the same in all
/// passes. Of use in the double build only. `disturb` is added to one gradient, for a check of the check.
/// @throws Error where network, loss and data do not fit
GradientCheck checkGradients(const NetworkSpec& network, const ComponentSpec& loss, const Matrix& x, const Matrix& y,
                             std::uint64_t seed, double disturb = 0,
                             Network::Storage storage = Network::Storage::Panels);

} // namespace netloom
