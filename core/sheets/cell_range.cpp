// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sheets/cell_range.h"

namespace netloom {

namespace {

// Letters of a column, then digits of a row, each perhaps behind a $; what is absent stays so.
bool takeCell(std::string_view text, std::optional<std::size_t>& row, std::optional<std::size_t>& column)
{
    std::size_t at = 0;
    std::size_t value = 0;
    const auto skipDollar = [&] { at += at < text.size() && text[at] == '$'; };
    skipDollar();
    for (; at < text.size() && (static_cast<unsigned char>(text[at]) | 0x20U) - 'a' < 26U; ++at) {
        value = value * 26 + ((static_cast<unsigned char>(text[at]) | 0x20U) - 'a' + 1);
        if (value > kMostSheetColumns)
            return false;
        column = value - 1;
    }
    skipDollar();
    value = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        value = value * 10 + static_cast<std::size_t>(text[at] - '0');
        if (value == 0 || value > kMostSheetRows)
            return false;
        row = value - 1;
    }
    return at == text.size() && (row || column);
}

} // namespace

std::optional<std::pair<std::size_t, std::size_t>> cellFromName(std::string_view name)
{
    std::optional<std::size_t> row;
    std::optional<std::size_t> column;
    if (!takeCell(name, row, column) || !row || !column)
        return std::nullopt;
    return std::pair(*row, *column);
}

std::optional<CellRange> rangeFromText(std::string_view text)
{
    const std::size_t colon = text.find(':');
    std::optional<std::size_t> firstRow;
    std::optional<std::size_t> firstColumn;
    std::optional<std::size_t> lastRow;
    std::optional<std::size_t> lastColumn;
    if (!takeCell(text.substr(0, colon), firstRow, firstColumn))
        return std::nullopt;
    if (colon != std::string_view::npos && !takeCell(text.substr(colon + 1), lastRow, lastColumn))
        return std::nullopt;
    CellRange range;
    range.firstRow = firstRow.value_or(range.firstRow);
    range.firstColumn = firstColumn.value_or(range.firstColumn);
    range.lastRow = lastRow.value_or(range.lastRow);
    range.lastColumn = lastColumn.value_or(range.lastColumn);
    if (range.firstRow > range.lastRow || range.firstColumn > range.lastColumn)
        return std::nullopt;
    return range;
}

} // namespace netloom
