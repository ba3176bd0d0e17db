// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/preamble_guess.h"

#include "core/csv/delimiter_guess.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kMostRows = 100;
constexpr std::size_t kMostNotes = 50;
constexpr std::size_t kRowsBelow = 40;

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

bool hasShape(const CsvRow& row, std::size_t columns)
{
    return row.fields == columns || row.hasDelimiterTooMany(columns);
}

bool isYear(std::string_view cell)
{
    return cell.size() == 4 && (cell.starts_with("18") || cell.starts_with("19") || cell.starts_with("20")) &&
           cell.find_first_not_of("0123456789") == std::string_view::npos;
}

// Text, or years, over columns of numbers and dates, and nowhere a number over numbers.
bool standsOverNumbers(const std::vector<CsvRow>& rows, std::size_t at, std::size_t columns)
{
    std::size_t over = 0;
    const std::size_t end = std::min(rows.size(), at + 1 + kRowsBelow);
    for (std::size_t c = 0; c < std::min(columns, rows[at].cells.size()); ++c) {
        std::size_t filled = 0;
        std::size_t typed = 0;
        std::size_t years = 0;
        for (std::size_t r = at + 1; r < end; ++r) {
            if (c >= rows[r].cells.size() || rows[r].cells[c].empty())
                continue;
            ++filled;
            typed += looksTyped(rows[r].cells[c]);
            years += isYear(rows[r].cells[c]);
        }
        if (rows[at].cells[c].empty() || typed * 10 < filled * 6 || typed == 0)
            continue;
        const bool year = isYear(rows[at].cells[c]) && years * 2 < filled;
        if (looksTyped(rows[at].cells[c]) && !year)
            return false;
        ++over;
    }
    return over > 0;
}

bool isHalfFilled(const CsvRow& row, std::size_t columns)
{
    return static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(), isFilled)) * 2 > columns;
}

bool isBlankLineAbove(const TextBuffer& text, std::size_t offset)
{
    const std::string_view before = text.view().substr(0, offset);
    std::size_t at = before.size();
    const auto stepOver = [&] {
        if (at == 0 || !isLineEnd(before[at - 1]))
            return false;
        at -= at > 1 && before[at - 1] == '\n' && before[at - 2] == '\r' ? 2 : 1;
        return true;
    };
    if (!stepOver())
        return false;
    while (at > 0 && isBlank(before[at - 1]))
        --at;
    return at > 0 && isLineEnd(before[at - 1]);
}

std::size_t words(std::string_view text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

/// "______", "-----": parts the table from its notes.
bool isRule(std::string_view text)
{
    return text.size() >= 3 && std::string_view("_-=*~").find(text[0]) != std::string_view::npos &&
           text.find_first_not_of(text[0]) == std::string_view::npos;
}

bool isNote(const CsvRow& row, std::size_t columns)
{
    const auto text = std::find_if(row.cells.begin(), row.cells.end(), isFilled);
    if (text == row.cells.end() || looksTyped(*text))
        return false;
    const bool letters = std::any_of(text->begin(), text->end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte | 0x20U) - 'a' < 26U || byte >= 0x80;
    });
    const bool alone = std::find_if(text + 1, row.cells.end(), isFilled) == row.cells.end();
    if (alone && text == row.cells.begin() && isRule(*text) && !hasShape(row, columns))
        return true;
    return letters && text == row.cells.begin() && (alone || (words(*text) > 1 && !hasShape(row, columns)));
}

} // namespace

std::size_t preambleRows(const TextBuffer& text, const std::vector<CsvRow>& rows, std::size_t columns)
{
    if (columns < 2)
        return 0;
    std::size_t first = 0;
    const std::size_t end = std::min(rows.size(), kMostRows);
    while (first < end && (isTitle(rows[first], first + 1 < rows.size() ? &rows[first + 1] : nullptr, columns) ||
                           isEmpty(rows[first])))
        ++first;
    if (first == end)
        return 0;
    // Lines of several cells, too, where what follows them looks more like the top of the table.
    for (std::size_t r = first; r + 1 < end; ++r) {
        const CsvRow& row = rows[r];
        if (hasShape(row, columns) && isHalfFilled(row, columns))
            break;
        const CsvRow& below = rows[r + 1];
        if (!hasShape(below, columns))
            continue;
        const bool apart = !hasShape(row, columns) && isBlankLineAbove(text, below.offset) && r + 3 < rows.size() &&
                           hasShape(rows[r + 2], columns) && hasShape(rows[r + 3], columns);
        if (isHalfFilled(below, columns) && (apart || standsOverNumbers(rows, r + 1, columns)))
            return r + 1;
    }
    return first;
}

std::size_t footerRows(const TextBuffer& text, const std::vector<CsvRow>& rows, std::size_t columns)
{
    if (columns < 2)
        return 0;
    std::size_t notes = 0;
    while (notes < std::min(rows.size(), kMostNotes) && isNote(rows[rows.size() - 1 - notes], columns))
        ++notes;
    if (notes == 0 || notes >= rows.size())
        return 0;
    const std::size_t top = rows.size() - notes;
    std::size_t empty = 0;
    while (empty < top && isEmpty(rows[top - 1 - empty]))
        ++empty;
    if (empty == top)
        return 0;
    if (empty > 0 || isBlankLineAbove(text, rows[top].offset))
        return notes + empty;
    // Without a gap only prose is told from a row that was cut off.
    const bool prose =
        columns > 2 && std::all_of(rows.begin() + static_cast<std::ptrdiff_t>(top), rows.end(),
                                   [](const CsvRow& row) { return row.fields == 1 && words(row.cells[0]) > 2; });
    return prose ? notes : 0;
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
