// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <algorithm>
#include <cmath>

namespace netloom {

/// 1 / (1 + e^-z); runs into 0 and 1 without overflow trouble.
inline Scalar sigmoid(Scalar z)
{
    return Scalar(1) / (Scalar(1) + std::exp(-z));
}

/// log(1 + e^z) without overflow and without loss for very negative z.
inline Scalar softplus(Scalar z)
{
    return std::max(z, Scalar(0)) + std::log1p(std::exp(-std::abs(z)));
}

} // namespace netloom
