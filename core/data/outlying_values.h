// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <string>

namespace netloom {

/// Numbers so far from the others that scaling by mean and deviation follows them: slips of the keyboard and codes such
/// as 1e308, not long tails.
struct OutlyingValues {
    Index count = 0;
    Index row = -1; ///< of the first one
    double value = 0;

    /// "1 value is more than 100,000 times as far from the middle as … (1e+308 in row 4)"; empty where there is none.
    std::string words() const;
};

/// Those more than 100,000 interquartile ranges from the median, both of at most 1001 rows taken evenly, or beyond
/// 1e30, past which squares are no 32-bit floats. Only of columns of numbers.
OutlyingValues outlyingValues(const Column& column);

} // namespace netloom
