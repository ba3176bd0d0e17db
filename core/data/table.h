// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// What the cells of a column are.
enum class ColumnKind { Number, Text, Boolean, DateTime, Empty };

std::string_view kindName(ColumnKind kind); ///< number, text, boolean, datetime, empty

/// One typed column. Numbers, booleans (0/1) and times (seconds since 1970-01-01, UTC) are in `numbers`, NaN where
/// missing; texts are codes into `dictionary`, -1 where missing.
struct Column {
    std::string name;    ///< UTF-8, unique in the table
    std::string formula; ///< what it was computed by from other columns; empty: the file has it
    ColumnKind kind = ColumnKind::Empty;
    std::vector<double> numbers;
    std::vector<std::int32_t> codes;
    std::vector<std::string> dictionary; ///< in order of first appearance
    bool integers = false;               ///< every number is whole
    bool dateOnly = false;               ///< DateTime without a time of day
    std::string trueWord, falseWord;     ///< Boolean: how the file spells them
    Index missing = 0;

    Index size() const { return static_cast<Index>(kind == ColumnKind::Text ? codes.size() : numbers.size()); }
    bool isMissing(Index row) const;
    /// The cell as text, as a person would write it; empty where missing. Locale-free.
    std::string text(Index row) const;
};

/// A data set in memory, by columns.
struct Table {
    std::vector<Column> columns;
    Index rows = 0;

    /// Index of the column of that name, or -1. "35" also finds "column 35", the name of a column without one.
    Index find(std::string_view name) const;
};

} // namespace netloom
