// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace netloom {

/// The smallest of …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … that is no smaller. @param least  above 0
inline double roundStep(double least)
{
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power >= least)
            return step * power;
    return 10 * power;
}

} // namespace netloom
