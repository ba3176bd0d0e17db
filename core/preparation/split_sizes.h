// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

namespace netloom {

/// Rows of each part.
struct SplitSizes {
    Index train = 0;
    Index validation = 0;
    Index test = 0;

    bool operator==(const SplitSizes&) const = default;
};

/// How many of n rows each part gets, as makeSplit() describes it. The shares are those of all rows, at least 0, and
/// together less than 1.
SplitSizes splitSizes(double validation, double test, Index n);

} // namespace netloom
