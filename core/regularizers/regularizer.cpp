// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/regularizers/regularizer.h"

#include <cmath>

namespace netloom {

double Regularizer::penalty(const Scalar* w, Index n) const
{
    double absolute = 0;
    double square = 0;
    for (Index i = 0; i < n; ++i) {
        const auto value = static_cast<double>(w[i]);
        absolute += std::abs(value);
        square += value * value;
    }
    return static_cast<double>(l1) * absolute + static_cast<double>(l2) * square;
}

void Regularizer::addGradient(const Scalar* w, Scalar* g, Index n) const
{
    for (Index i = 0; i < n; ++i)
        g[i] += l1 * static_cast<Scalar>((w[i] > 0) - (w[i] < 0)) + 2 * l2 * w[i];
}

} // namespace netloom
