// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/number_summary.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace netloom {

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

std::size_t countDistinct(const std::vector<double>& values, bool exact)
{
    // Few values are found quickly; for many, sorting beats hashing by far.
    constexpr std::size_t kFew = 1000;
    std::unordered_set<double> few;
    few.reserve(2 * kFew);
    for (const double value : values) {
        few.insert(value);
        if (few.size() >= kFew)
            break;
    }
    if (few.size() < kFew || !exact)
        return few.size();
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    return static_cast<std::size_t>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
}

double median(std::vector<double>& values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    const double below = *std::max_element(values.begin(), middle);
    return below / 2 + *middle / 2;
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
