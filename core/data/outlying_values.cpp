// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/outlying_values.h"

#include "core/data/column_values.h"
#include "core/data/number_summary.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double kRanges = 1e5;
constexpr double kHuge = 1e30;
constexpr std::size_t kSampled = 1001;

} // namespace

std::string OutlyingValues::words() const
{
    if (count == 0)
        return {};
    return std::to_string(count) + (count == 1 ? " value lies" : " values lie") +
           " more than 100,000 times as far out as half of the others (first: " + numberLabel(value) + ", row " +
           std::to_string(row + 1) + ")";
}

OutlyingValues outlyingValues(const Column& column)
{
    OutlyingValues found;
    if (column.kind != ColumnKind::Number || column.numbers.empty())
        return found;
    const std::size_t step = (column.numbers.size() + kSampled - 1) / kSampled;
    std::vector<double> sampled;
    for (std::size_t i = 0; i < column.numbers.size(); i += step)
        if (std::isfinite(column.numbers[i]))
            sampled.push_back(column.numbers[i]);
    if (sampled.empty())
        return found;
    std::sort(sampled.begin(), sampled.end());
    const double middle = quantile(sampled, 0.5);
    const double range = quantile(sampled, 0.75) - quantile(sampled, 0.25);
    const double limit = range > 0 ? std::min(kRanges * range, kHuge) : kHuge;
    for (std::size_t i = 0; i < column.numbers.size(); ++i) {
        const double value = column.numbers[i];
        if (!std::isfinite(value) || std::abs(value - middle) <= limit)
            continue;
        if (++found.count == 1) {
            found.row = static_cast<Index>(i);
            found.value = value;
        }
    }
    return found;
}

} // namespace netloom
