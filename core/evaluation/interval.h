// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

namespace netloom {

/// What lies between two ends, both included.
struct Interval {
    double low = 0;
    double high = 0;

    bool contains(double value) const { return low <= value && value <= high; }
    bool operator==(const Interval&) const = default;
};

/// Wilson's 95 % interval of a proportion (score test inverted, z = 1.959963984540054); no and all successes give
/// exactly 0 and 1 at that end. Wilson, "Probable inference", JASA 1927. @pre 0 ≤ successes ≤ trials, trials > 0
Interval wilsonInterval(Index successes, Index trials);

} // namespace netloom
