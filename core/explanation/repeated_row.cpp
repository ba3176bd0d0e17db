// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/repeated_row.h"

namespace netloom {

Column repeatedCell(const Column& column, Index row, Index count)
{
    Column result;
    result.name = column.name;
    result.kind = column.kind;
    result.integers = column.integers;
    result.dateOnly = column.dateOnly;
    result.trueWord = column.trueWord;
    result.falseWord = column.falseWord;
    result.missing = column.isMissing(row) ? count : 0;
    const auto n = static_cast<std::size_t>(count);
    const auto place = static_cast<std::size_t>(row);
    if (column.kind == ColumnKind::Text) {
        result.dictionary = column.dictionary;
        result.codes.assign(n, column.codes[place]);
    } else {
        result.numbers.assign(n, column.numbers[place]);
    }
    return result;
}

Table repeatedRow(const Table& table, Index row, Index count)
{
    Table result;
    result.rows = count;
    for (const Column& column : table.columns)
        if (column.formula.empty())
            result.columns.push_back(repeatedCell(column, row, count));
    return result;
}

} // namespace netloom
