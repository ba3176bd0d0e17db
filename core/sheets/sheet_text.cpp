// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sheets/sheet_text.h"

#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/sheets/ods_sheet.h"
#include "core/sheets/xlsx_sheet.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kMostText = std::size_t{2} << 30;

void append(std::string& out, const std::string& cell)
{
    if (cell.find_first_of(",\"\r\n") == std::string::npos && !cell.starts_with(' ') && !cell.ends_with(' ') &&
        !cell.starts_with('#')) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        out += c == '"' ? "\"\"" : "";
        if (c != '"')
            out += c;
    }
    out += '"';
}

} // namespace

bool mayBeSheet(std::string_view head)
{
    return head.starts_with("PK\x03\x04");
}

SheetText sheetAsText(std::string_view bytes, const std::string& sheet, const std::string& range,
                      const std::string& where)
{
    CellRange part;
    if (!range.empty()) {
        const auto wanted = rangeFromText(range);
        if (!wanted)
            throw Error(quoted(range, 40) + " is no range of cells", where, "Use one such as A3:F40, A:F or A3.");
        part = *wanted;
    }
    const std::vector<ZipMember> members = readZip(bytes, where);
    SheetBook book;
    if (!memberOf(members, "xl/workbook.xml").empty())
        book = readXlsx(members, sheet, where);
    else if (!memberOf(members, "content.xml").empty() &&
             memberOf(members, "mimetype").starts_with("application/vnd.oasis.opendocument.spreadsheet"))
        book = readOds(members, sheet, where);
    else
        throw Error("this is a zip archive or an office document, but no XLSX or ODS sheet", where,
                    "Choose a table, or save the table in it as CSV.");

    SheetText result;
    result.names = std::move(book.names);
    result.chosen = book.chosen;
    result.filledDown = book.cells.filledDown();
    const auto& rows = book.cells.rows();
    // The table begins in its first filled column and is as wide as its widest row.
    std::size_t first = kMostSheetColumns;
    std::size_t end = 0;
    for (std::size_t r = part.firstRow; r < std::min(rows.size(), part.lastRow + 1); ++r) {
        for (std::size_t c = part.firstColumn; c < std::min(rows[r].size(), part.lastColumn + 1); ++c) {
            if (rows[r][c].empty())
                continue;
            first = std::min(first, c);
            end = std::max(end, c + 1);
            result.points = result.points || (rows[r][c].find('.') != std::string::npos && labelNumber(rows[r][c]));
        }
    }
    if (first >= end)
        throw Error("the sheet " + quoted(result.names[result.chosen], 40) + " has no cell with a value" +
                        (range.empty() ? "" : " in " + range),
                    where, "Choose another sheet or range (--sheet, --range).");
    for (std::size_t r = 0; r < std::min(rows.size(), part.lastRow + 1); ++r) {
        const bool filled = r >= part.firstRow && std::any_of(rows[r].begin(), rows[r].end(),
                                                              [](const std::string& cell) { return !cell.empty(); });
        for (std::size_t c = first; filled && c < end; ++c) {
            result.text += c > first ? "," : "";
            if (c < rows[r].size())
                append(result.text, rows[r][c]);
        }
        result.text += '\n';
        if (result.text.size() > kMostText)
            throw Error("the sheet is too wide and too long to be read as a table", where,
                        "Choose the part that is the table (--range).");
    }
    return result;
}

} // namespace netloom
