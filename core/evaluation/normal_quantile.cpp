// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/normal_quantile.h"

#include <cmath>
#include <numbers>

namespace netloom {

namespace {

/// Of a share up to ½, so that the tail keeps its digits.
double lowerQuantile(double share)
{
    // Abramowitz and Stegun 26.2.23, good to 4.5e-4; Halley's steps treble the digits each.
    const double t = std::sqrt(-2 * std::log(share));
    double x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
    for (int step = 0; step < 3; ++step) {
        const double error = std::erfc(-x / std::numbers::sqrt2) / 2 - share;
        const double u = error * std::sqrt(2 * std::numbers::pi) * std::exp(x * x / 2);
        x -= u / (1 + x * u / 2);
    }
    return x;
}

} // namespace

double normalQuantile(double share)
{
    return share <= 0.5 ? lowerQuantile(share) : -lowerQuantile(1 - share);
}

} // namespace netloom
