// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/column_evidence.h"
#include "core/csv/csv_dialect.h"
#include "core/csv/csv_options.h"
#include "core/csv/text_buffer.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace netloom {

/// Something found by the sniffer that the user should know.
struct SniffNote {
    std::string text;
    std::size_t at = 0; ///< offset in the text
    Index column = 0;   ///< 1-based, 0: none
    Index count = 0;
    std::string contradiction = {}; ///< as in CsvWarning
};

inline constexpr std::size_t kMaxColumns = 1000000; ///< wider files are refused

/// How a text is to be read.
struct CsvSniff {
    CsvDialect dialect;
    bool header = false;
    std::size_t unitRows = 0;       ///< rows below the header that are left out
    Index skipLines = 0;            ///< physical lines before the header or the first row
    std::size_t columns = 0;        ///< past kMaxColumns names and plans are left empty
    std::vector<std::string> names; ///< unique
    std::vector<ColumnPlan> plans;  ///< as many as names
    std::size_t headerAt = 0;       ///< offset of the header
    std::string headerText;         ///< its line, where rows that repeat it are left out; else empty
    std::size_t dataBegin = 0;      ///< offset behind the header
    std::size_t dataEnd = 0;        ///< offset where the rows end: of the notes below, or of the end of the text
    double rowBytes = 0;            ///< average length of the rows looked at, 0 where there is none
    bool lastIsEmpty = false;       ///< the rows looked at have nothing in the last column
    bool unnamedEnd = false;        ///< the last column has no name
    std::vector<SniffNote> notes;

    /// Of the column of that name; as many as there are names: of none.
    std::size_t placeOf(const std::string& name) const
    {
        return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    }
};

/// Finds delimiter, quote, preamble, header, marks of numbers and the kinds of the columns from the start, the middle
/// and the end of a UTF-8 text. What `wishes` fixes stays. A pure function of its arguments; an empty text gives no
/// names.
/// @param unitRows  how many rows below the header are left out, where that is known: of a text thinned out
CsvSniff sniffCsv(const TextBuffer& text, const CsvOptions& wishes, const MissingWords& missing,
                  std::optional<std::size_t> unitRows = {});

} // namespace netloom
