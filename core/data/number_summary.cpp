// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/number_summary.h"

#include <algorithm>
#include <cmath>

namespace netloom
{

NumberSummary summarise(const std::vector<double>& values)
{
    NumberSummary result;
    if (values.empty())
        return result;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    result.min = *low;
    result.max = *high;
    if (result.min == result.max) {
        result.mean = result.min;
        return result;
    }
    // Squares of 1e-200 or 1e200 leave the range of double; a power of two as unit costs no precision.
    int exponent = 0;
    std::frexp(std::max(std::abs(result.min), std::abs(result.max)), &exponent);
    exponent = std::clamp(exponent, -1000, 1000);
    const double unit = std::ldexp(1.0, -exponent);
    const auto scaled = [unit](double v) { return v * unit; };
    const auto n = static_cast<double>(values.size());
    double mean = 0;
    for (const double v : values)
        mean += scaled(v);
    mean /= n;
    double correction = 0;
    for (const double v : values)
        correction += scaled(v) - mean;
    mean += correction / n;
    double squares = 0;
    for (const double v : values)
        squares += (scaled(v) - mean) * (scaled(v) - mean);
    result.mean = std::ldexp(mean, exponent);
    result.sd = std::ldexp(std::sqrt(squares / n), exponent);
    return result;
}

double quantile(const std::vector<double>& sorted, double share)
{
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double part = place - static_cast<double>(below);
    return sorted[below] * (1 - part) + sorted[above] * part;
}

} // namespace netloom
