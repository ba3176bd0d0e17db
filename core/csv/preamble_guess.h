// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_dialect.h"

#include <cstddef>
#include <string>
#include <vector>

namespace netloom {

/// How many of the rows stand above the table, as titles and notes do: rows that are not divided, rows of which only
/// the first cell is filled, and rows of empty cells, as programs for spreadsheets write them. `columns` are those of
/// the table; 0 where no row below would be left.
std::size_t preambleRows(const std::vector<CsvRow>& rows, std::size_t columns);

/// The first cell that is filled; empty where none is.
std::string firstText(const std::vector<CsvRow>& rows);

} // namespace netloom
