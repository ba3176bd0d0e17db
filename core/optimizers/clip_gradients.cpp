// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optimizers/clip_gradients.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

double squares(std::span<const Scalar> values)
{
    double sum = 0;
    for (const Scalar value : values)
        sum += static_cast<double>(value) * static_cast<double>(value);
    return sum;
}

void scale(std::span<Scalar> values, double factor)
{
    for (Scalar& value : values)
        value *= static_cast<Scalar>(factor);
}

} // namespace

void clipGradients(const Clipping& clipping, std::span<const std::span<Scalar>> tensors)
{
    if (clipping.norm > 0) {
        for (const std::span<Scalar> tensor : tensors)
            if (const double norm = std::sqrt(squares(tensor)); norm > clipping.norm)
                scale(tensor, clipping.norm / norm);
    } else if (clipping.globalNorm > 0) {
        double sum = 0;
        for (const std::span<Scalar> tensor : tensors)
            sum += squares(tensor);
        if (const double norm = std::sqrt(sum); norm > clipping.globalNorm)
            for (const std::span<Scalar> tensor : tensors)
                scale(tensor, clipping.globalNorm / norm);
    } else if (clipping.value > 0) {
        const auto limit = static_cast<Scalar>(clipping.value);
        for (const std::span<Scalar> tensor : tensors)
            for (Scalar& value : tensor)
                value = std::clamp(value, -limit, limit);
    }
}

} // namespace netloom
