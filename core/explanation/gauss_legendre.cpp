// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/gauss_legendre.h"

#include <cmath>
#include <numbers>

namespace netloom {

Quadrature gaussLegendre(Index n)
{
    Quadrature rule;
    rule.points.resize(static_cast<std::size_t>(n));
    rule.weights.resize(static_cast<std::size_t>(n));
    const auto degree = static_cast<double>(n);
    for (Index i = 0; i < n; ++i) {
        double x = std::cos(std::numbers::pi * (static_cast<double>(i) + 0.75) / (degree + 0.5));
        double slope = 1;
        for (int step = 0; step < 100; ++step) { // Newton, from a start that each root is near to
            double before = 1;
            double value = x;
            for (Index k = 2; k <= n; ++k) {
                const auto d = static_cast<double>(k);
                const double next = ((2 * d - 1) * x * value - (d - 1) * before) / d;
                before = value;
                value = next;
            }
            slope = degree * (x * value - before) / (x * x - 1);
            const double change = value / slope;
            x -= change;
            if (std::abs(change) < 1e-16)
                break;
        }
        const auto place = static_cast<std::size_t>(n - 1 - i);
        rule.points[place] = (1 + x) / 2;
        rule.weights[place] = 1 / ((1 - x * x) * slope * slope);
    }
    return rule;
}

Quadrature midpointRule(Index n)
{
    Quadrature rule;
    for (Index i = 0; i < n; ++i) {
        rule.points.push_back((static_cast<double>(i) + 0.5) / static_cast<double>(n));
        rule.weights.push_back(1 / static_cast<double>(n));
    }
    return rule;
}

Quadrature trapezoidRule(Index n)
{
    Quadrature rule;
    for (Index i = 0; i <= n; ++i) {
        rule.points.push_back(static_cast<double>(i) / static_cast<double>(n));
        rule.weights.push_back((i == 0 || i == n ? 0.5 : 1) / static_cast<double>(n));
    }
    return rule;
}

} // namespace netloom
