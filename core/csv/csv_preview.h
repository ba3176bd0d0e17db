// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_options.h"

#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// How a cell fits its column.
enum class CellMark {
    Plain,
    Missing, ///< empty, or a missing word
    Unfit,   ///< it cannot be read as the column's kind and counts as missing
    Absent,  ///< the row ends before this column
    Surplus  ///< the last cell of a row that goes on past the last column
};

struct PreviewCell {
    std::string text; ///< as in the file, at most 200 characters
    CellMark mark = CellMark::Plain;

    bool isProblem() const { return mark >= CellMark::Unfit; }
};

struct PreviewRow {
    Index line = 0;                 ///< 1-based line of the file
    bool gap = false;               ///< rows are left out above it
    std::vector<PreviewCell> cells; ///< one per column
};

/// Rows of a file as they would be read, without reading all of it.
struct CsvPreview {
    std::vector<std::string> names;
    std::vector<ColumnKind> kinds;
    std::vector<PreviewRow> rows;
    CsvOptions options; ///< as guessed from the rows looked at and wished; kinds are not in it
    bool encodingGuessed = false;
    std::vector<std::string> sheets; ///< names of all sheets of an XLSX or ODS file; options.sheet is the one shown
};

/// The first `most` rows, then those at the given lines of the file (1-based, sorted). A file is looked at as far as
/// the last of these lines, of a file in UTF-16 only the beginning.
/// @throws CsvError where there is nothing to show, Cancelled
CsvPreview previewCsv(const std::string& path, const CsvOptions& wishes, const std::vector<Index>& lines, Index most,
                      const std::stop_token& stop = {});

} // namespace netloom
