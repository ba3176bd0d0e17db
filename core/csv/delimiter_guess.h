// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_dialect.h"
#include "core/csv/csv_options.h"
#include "core/csv/text_buffer.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace netloom {

/// Delimiter and quote of a text, and how its first rows look with them.
struct DelimiterGuess {
    char delimiter = ',';
    char quote = '"';
    std::size_t columns = 1;   ///< the number of fields most rows have
    double consistency = 0;    ///< share of the rows that have it
    double typed = 0;          ///< share of the filled cells that look like numbers or dates
    std::vector<CsvRow> rows;  ///< the rows looked at, up to 64 cells each
    bool singleColumn = false; ///< no delimiter divides the lines
};

/// Chooses by the share of rows with the most common number of fields, then by the number of typed cells, over comma,
/// semicolon, tab and bar; then "::", ^ and ~ where they divide every line, and runs of blanks where nothing else does.
/// A comma that stands only within the numbers of another division divides nothing. Quotes are " or '.
/// Looks from offset `begin` on.
DelimiterGuess guessDelimiter(const TextBuffer& text, std::size_t begin, const CsvOptions& wishes,
                              const std::string& comment);

/// Whether a cell looks like a number, however written, or like a date.
bool looksTyped(std::string_view cell);

/// A sign that stands equally often in every one of three or more undivided lines, and so may divide them; '\0': none.
char regularSign(const std::vector<CsvRow>& rows);

/// The length of a first line "sep=;", by which spreadsheets name the delimiter, and that delimiter; 0: there is none.
std::size_t separatorLine(const TextBuffer& text, char& delimiter);

} // namespace netloom
