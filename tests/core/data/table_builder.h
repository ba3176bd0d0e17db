// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

/// Tables written by hand in tests.
namespace netloom::testing {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

inline Column numbers(std::string name, std::vector<double> values, ColumnKind kind = ColumnKind::Number)
{
    Column column;
    column.name = std::move(name);
    column.kind = kind;
    column.integers = true;
    for (const double v : values) {
        column.missing += std::isnan(v) ? 1 : 0;
        column.integers = column.integers && (std::isnan(v) || v == std::floor(v));
    }
    column.numbers = std::move(values);
    return column;
}

inline Column booleans(std::string name, std::vector<double> values, std::string falseWord, std::string trueWord)
{
    Column column = numbers(std::move(name), std::move(values), ColumnKind::Boolean);
    column.falseWord = std::move(falseWord);
    column.trueWord = std::move(trueWord);
    return column;
}

/// An empty text is a missing cell.
inline Column texts(std::string name, const std::vector<std::string>& values)
{
    Column column;
    column.name = std::move(name);
    column.kind = ColumnKind::Text;
    for (const std::string& value : values) {
        if (value.empty()) {
            column.codes.push_back(-1);
            ++column.missing;
            continue;
        }
        auto found = std::find(column.dictionary.begin(), column.dictionary.end(), value);
        if (found == column.dictionary.end())
            found = column.dictionary.insert(found, value);
        column.codes.push_back(static_cast<std::int32_t>(found - column.dictionary.begin()));
    }
    return column;
}

inline Table table(std::vector<Column> columns)
{
    Table result;
    result.rows = columns.empty() ? 0 : columns.front().size();
    result.columns = std::move(columns);
    return result;
}

inline std::vector<Index> firstRows(Index n)
{
    std::vector<Index> rows(static_cast<std::size_t>(n));
    std::iota(rows.begin(), rows.end(), Index(0));
    return rows;
}

} // namespace netloom::testing
