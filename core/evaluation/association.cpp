// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/association.h"

#include "core/data/column_values.h"
#include "core/data/number_summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace netloom {

namespace {

bool numeric(const Column& column)
{
    return column.kind == ColumnKind::Number || column.kind == ColumnKind::DateTime;
}

std::vector<Index> rowsWithBoth(const Column& a, const Column& b)
{
    std::vector<Index> rows;
    for (Index row = 0; row < std::min(a.size(), b.size()); ++row)
        if (!a.isMissing(row) && !b.isMissing(row))
            rows.push_back(row);
    return rows;
}

/// Place of each row's label; how many labels there are.
std::pair<std::vector<int>, std::size_t> codesOf(const Column& column, const std::vector<Index>& rows)
{
    std::vector<std::string> labels;
    for (auto& [label, count] : countLabels(column, rows))
        labels.push_back(label);
    const LabelFinder finder(column, labels, false);
    std::vector<int> codes;
    codes.reserve(rows.size());
    for (const Index row : rows)
        codes.push_back(std::max(finder.at(row), 0));
    return {std::move(codes), labels.size()};
}

/// Values brought to mean 0 and deviation 1, so that sums of squares stay in range; empty where all are equal.
std::vector<double> standardised(const Column& column, const std::vector<Index>& rows)
{
    std::vector<double> values;
    values.reserve(rows.size());
    for (const Index row : rows)
        values.push_back(column.numbers[static_cast<std::size_t>(row)]);
    const NumberSummary summary = summarise(values);
    if (!(summary.sd > 0) || !std::isfinite(summary.sd))
        return {};
    for (double& value : values)
        value = value / summary.sd - summary.mean / summary.sd;
    return values;
}

double correlationRatio(const std::vector<double>& z, const std::vector<int>& codes, std::size_t classes)
{
    std::vector<double> sums(classes, 0);
    std::vector<double> counts(classes, 0);
    for (std::size_t i = 0; i < z.size(); ++i) {
        sums[static_cast<std::size_t>(codes[i])] += z[i];
        counts[static_cast<std::size_t>(codes[i])] += 1;
    }
    double between = 0;
    for (std::size_t c = 0; c < classes; ++c)
        if (counts[c] > 0)
            between += sums[c] * sums[c] / counts[c];
    return std::sqrt(std::clamp(between / static_cast<double>(z.size()), 0.0, 1.0));
}

double cramersV(const std::vector<int>& a, std::size_t aCount, const std::vector<int>& b, std::size_t bCount)
{
    std::vector<double> rows(aCount, 0);
    std::vector<double> columns(bCount, 0);
    std::map<std::pair<int, int>, double> cells;
    for (std::size_t i = 0; i < a.size(); ++i) {
        rows[static_cast<std::size_t>(a[i])] += 1;
        columns[static_cast<std::size_t>(b[i])] += 1;
        cells[{a[i], b[i]}] += 1;
    }
    // χ²/n = Σ n_ij² / (n_i n_j) - 1, which needs the occupied cells only.
    double sum = -1;
    for (const auto& [cell, count] : cells)
        sum += count * count /
               (rows[static_cast<std::size_t>(cell.first)] * columns[static_cast<std::size_t>(cell.second)]);
    const auto least = static_cast<double>(std::min(aCount, bCount) - 1);
    return std::sqrt(std::clamp(sum / least, 0.0, 1.0));
}

} // namespace

std::optional<Association> associationWith(const Column& column, const Column& target, bool numericTarget)
{
    if (column.kind == ColumnKind::Empty || target.kind == ColumnKind::Empty)
        return {};
    const std::vector<Index> rows = rowsWithBoth(column, target);
    if (rows.size() < 2)
        return {};
    if (!numericTarget) {
        const auto [classes, classCount] = codesOf(target, rows);
        if (classCount < 2)
            return {};
        if (numeric(column)) {
            const std::vector<double> z = standardised(column, rows);
            if (z.empty())
                return {};
            return Association{"correlation ratio η", correlationRatio(z, classes, classCount)};
        }
        const auto [codes, count] = codesOf(column, rows);
        if (count < 2)
            return {};
        return Association{"Cramér's V", cramersV(codes, count, classes, classCount)};
    }
    if (target.kind == ColumnKind::Text)
        return {};
    const std::vector<double> y = standardised(target, rows);
    if (y.empty())
        return {};
    if (column.kind == ColumnKind::Text) {
        const auto [codes, count] = codesOf(column, rows);
        if (count < 2)
            return {};
        return Association{"correlation ratio η", correlationRatio(y, codes, count)};
    }
    const std::vector<double> x = standardised(column, rows);
    if (x.empty())
        return {};
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        sum += x[i] * y[i];
    return Association{"Pearson r", std::clamp(sum / static_cast<double>(x.size()), -1.0, 1.0)};
}

bool tellsTarget(const Column& column, const Column& target, bool numericTarget)
{
    constexpr std::size_t kLeastRows = 20;
    const std::vector<Index> rows = rowsWithBoth(column, target);
    if (rows.size() < kLeastRows)
        return false;
    if (numericTarget) {
        const auto association = associationWith(column, target, true);
        if (!association)
            return false;
        // With nearly as many categories as rows any column "explains" the target.
        return std::abs(association->value) >= 0.9999 &&
               (column.kind != ColumnKind::Text || codesOf(column, rows).second * 2 < rows.size());
    }
    const auto [classes, classCount] = codesOf(target, rows);
    if (classCount < 2)
        return false;
    if (numeric(column)) {
        std::vector<std::pair<double, double>> ranges(
            classCount, {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double value = column.numbers[static_cast<std::size_t>(rows[i])];
            auto& [low, high] = ranges[static_cast<std::size_t>(classes[i])];
            low = std::min(low, value);
            high = std::max(high, value);
        }
        std::sort(ranges.begin(), ranges.end());
        return std::adjacent_find(ranges.begin(), ranges.end(),
                                  [](const auto& a, const auto& b) { return a.second >= b.first; }) == ranges.end();
    }
    const auto [codes, count] = codesOf(column, rows);
    if (count < 2 || count * 2 >= rows.size())
        return false;
    std::vector<int> only(count, -1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        int& known = only[static_cast<std::size_t>(codes[i])];
        if (known >= 0 && known != classes[i])
            return false;
        known = classes[i];
    }
    return true;
}

} // namespace netloom
