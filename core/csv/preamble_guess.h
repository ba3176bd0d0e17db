// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_dialect.h"
#include "core/csv/text_buffer.h"

#include <cstddef>
#include <string>
#include <vector>

namespace netloom {

/// How many of the rows stand above the table, as titles and notes do: rows that are not divided, rows of which only
/// the first cell is filled, and rows of empty cells, as programs for spreadsheets write them; and rows that are
/// divided unlike the table, or less than half filled, above a row of names or above a blank line. `columns` are those
/// of the table; 0 where no row below would be left.
std::size_t preambleRows(const TextBuffer& text, const std::vector<CsvRow>& rows, std::size_t columns);

/// How many of the last rows stand below the table, as notes and sources do: text in the first cell alone, or prose
/// that is divided by chance, below a blank line or a row of empty cells, which count with it. A row that may be cut
/// off is none. `rows` end where the text ends.
std::size_t footerRows(const TextBuffer& text, const std::vector<CsvRow>& rows, std::size_t columns);

/// The first cell that is filled; empty where none is.
std::string firstText(const std::vector<CsvRow>& rows);

} // namespace netloom
