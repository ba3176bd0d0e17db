// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/shape.h"
#include "core/base/types.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// A named array of the model, row-major as Keras and numpy have it (a Dense kernel is [in][out]).
struct NamedTensor {
    std::string layer;
    std::string name; ///< kernel, bias, gamma, beta, moving_mean, moving_variance, alpha
    Shape shape;
    std::vector<Scalar> values;
    bool trainable = true;

    bool operator==(const NamedTensor&) const = default;
};

/// All weights of a network in model order. A plain value, independent of the engine's own memory layout.
using ParameterSet = std::vector<NamedTensor>;

/// Null where there is no such tensor.
const NamedTensor* findTensor(const ParameterSet& parameters, std::string_view layer, std::string_view name);

/// @throws Error naming layer and tensor of the first number that is NaN or infinite
void requireFinite(const ParameterSet& parameters);

} // namespace netloom
