// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/preamble_guess.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kMostRows = 100;

bool isFilled(const std::string& cell)
{
    return !cell.empty();
}

bool isEmpty(const CsvRow& row)
{
    return row.fields > 1 && std::none_of(row.cells.begin(), row.cells.end(), isFilled);
}

// A row of one filled cell is a title where a table so narrow would not have it: with more columns, or above an empty
// row.
bool isTitle(const CsvRow& row, const CsvRow* below, std::size_t columns)
{
    if (row.fields == 1)
        return true;
    const auto text = std::find_if(row.cells.begin(), row.cells.end(), isFilled);
    if (text == row.cells.end() || std::find_if(text + 1, row.cells.end(), isFilled) != row.cells.end())
        return false;
    return ((below && isEmpty(*below)) || (columns > 2 && text == row.cells.begin())) &&
           parseNumber(*text, {}).kind == NumberText::NotANumber;
}

} // namespace

std::size_t preambleRows(const std::vector<CsvRow>& rows, std::size_t columns)
{
    if (columns < 2)
        return 0;
    for (std::size_t r = 0; r < std::min(rows.size(), kMostRows); ++r) {
        if (!isTitle(rows[r], r + 1 < rows.size() ? &rows[r + 1] : nullptr, columns) && !isEmpty(rows[r]))
            return r;
    }
    return 0;
}

std::string firstText(const std::vector<CsvRow>& rows)
{
    for (const CsvRow& row : rows) {
        const auto text = std::find_if(row.cells.begin(), row.cells.end(), isFilled);
        if (text != row.cells.end())
            return *text;
    }
    return {};
}

} // namespace netloom
