// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/column_evidence.h"
#include "core/csv/csv_dialect.h"

#include <string>
#include <vector>

namespace netloom {

/// Whether the first row holds names. `rows` are rows of the table, the first included; `plans` are the kinds of the
/// columns without the first row. A header breaks the kind of a column, counts up (0, 1, 2 …, or years), or is a row of
/// different words that appear nowhere below.
bool guessHeader(const std::vector<CsvRow>& rows, const std::vector<ColumnPlan>& plans, NumberFormat format,
                 const MissingWords& missing);

/// Whether a row can hold names and nothing else: no number, no date, and not only missing cells.
bool mayBeNames(const CsvRow& row, NumberFormat format, const MissingWords& missing);

/// Whether no cell of the row begins with a number.
bool mayBeUnits(const CsvRow& row);

/// Whether a row below the names holds units ("cm", "kg"), questions or codes rather than data: no cell begins with a
/// number, and none fits two or more columns of numbers or dates. `plans` are the kinds of the columns below it.
bool guessUnits(const CsvRow& row, const std::vector<ColumnPlan>& plans, NumberFormat format,
                const MissingWords& missing);

/// Names of columns from the cells of a header: blanks and line breaks made single blanks, empty ones "column 3",
/// repeated ones "name (2)".
struct ColumnNames {
    std::vector<std::string> names;
    std::size_t repeated = 0;
    std::size_t unnamed = 0;
    std::string firstRepeated;
};
ColumnNames makeColumnNames(const std::vector<std::string>& cells, std::size_t columns);

} // namespace netloom
