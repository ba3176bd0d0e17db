// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace netloom {

/// Location and spread of numbers. Finite for values up to the largest double (sums are taken of scaled values).
struct NumberSummary {
    double min = 0;
    double max = 0;
    double mean = 0;
    double sd = 0; ///< population standard deviation; exactly 0 where all values are equal
};

/// All zero for no values. NaN must not be among them.
NumberSummary summarise(const std::vector<double>& values);

/// How many different values there are; NaN must not be among them. Without `exact`, counting may end at 1000 or above.
std::size_t countDistinct(const std::vector<double>& values, bool exact);

/// Median with the mean of the middle two; reorders `values`, which are not empty.
double median(std::vector<double>& values);

/// Quantile with linear interpolation between the neighbours (numpy's default); `sorted` ascending and not empty.
double quantile(const std::vector<double>& sorted, double share);

} // namespace netloom
