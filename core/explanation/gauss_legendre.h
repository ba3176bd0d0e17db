// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <vector>

namespace netloom {

/// Points of an integral over [0, 1] with their weights, which add up to 1.
struct Quadrature {
    std::vector<double> points;
    std::vector<double> weights;
};

/// Gauss and Legendre's rule of n points: exact for polynomials up to degree 2 n − 1.
Quadrature gaussLegendre(Index n);
Quadrature midpointRule(Index n);
/// n intervals, n + 1 points.
Quadrature trapezoidRule(Index n);

} // namespace netloom
