// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/csv_options.h"
#include "core/data/table.h"

#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Something that was found or converted while reading, in words, with its count and first place.
struct CsvWarning {
    std::string text;
    Index line = 0;   ///< 1-based line of the file, 0: no single place
    Index column = 0; ///< 1-based column, 0: none
    Index count = 0;
};

/// A CSV file as it was understood.
struct CsvResult {
    Table table;
    CsvOptions options; ///< every guess and every wish, complete: reading with them gives the same table
    std::vector<CsvWarning> warnings;
    bool encodingGuessed = false;
    bool byteOrderMark = false; ///< the file begins with a byte order mark
};

/// Where a file is refused. message() names file, line and column and says what to do.
class CsvError : public std::runtime_error
{
public:
    CsvError(std::string errorClass, const std::string& message, Index line, Index column);
    std::string errorClass; ///< short stable word: unreadable, not_a_file, changed, empty, no_rows, binary, encoding,
                            ///< ragged, unclosed_quote, field_too_long, line_too_long, too_many_columns, too_large
    Index line;             ///< 1-based line of the file, 0: no single place
    Index column;           ///< 1-based column, 0: none
    Index rowsThatFit = 0;  ///< too_large: about how many rows the memory could hold

    /// "file, line 812, column 7: what is wrong. What to do." with control characters of foreign text escaped.
    std::string message() const { return what(); }
};

/// Share done in 0…1; called now and then, on the reading thread.
using CsvProgress = std::function<void(double)>;

/// What reading may use.
struct CsvLimits {
    std::size_t memory = 0;                       ///< bytes for text and table; 0: what the system has available
    std::size_t maxField = std::size_t{16} << 20; ///< bytes of a cell
    std::size_t maxLine = std::size_t{64} << 20;  ///< bytes of the first line
    std::size_t threads = 0;                      ///< 0: as many as there are processors, up to 8
    /// A text of so many bytes is given back to the system while it is read, so that text and table of a large file are
    /// not in memory both at once.
    std::size_t giveBack = std::size_t{400} << 20;
};

/// Reads a whole file. Sniffs what `wishes` leaves open. Cancels within 250 ms when `stop` is requested (throws
/// Cancelled).
/// @throws CsvError (also where the file cannot be opened or is too large for memory), Cancelled
CsvResult readCsv(const std::string& path, const CsvOptions& wishes = {}, const std::stop_token& stop = {},
                  const CsvProgress& progress = {}, const CsvLimits& limits = {});
/// The same for text in memory; `name` stands in messages for the file.
CsvResult readCsvText(std::string_view bytes, const std::string& name, const CsvOptions& wishes = {},
                      const CsvLimits& limits = {});

/// Thrown where a job was cancelled.
class Cancelled : public std::exception
{
public:
    const char* what() const noexcept override { return "cancelled"; }
};

} // namespace netloom
