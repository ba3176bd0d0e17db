// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/csv_options.h"
#include "core/data/table.h"

#include <functional>
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
};

/// Where a file is refused. message() names file, line and column and says what to do.
class CsvError : public std::runtime_error
{
public:
    CsvError(std::string errorClass, const std::string& message, Index line, Index column);
    std::string errorClass; ///< short stable word, e.g. "ragged", "empty", "binary"
    Index line;
    Index column;
};

/// Share done in 0…1; called now and then, on the reading thread.
using CsvProgress = std::function<void(double)>;

/// Reads a whole file. Sniffs what `wishes` leaves open. Cancels within 250 ms when `stop` is requested (throws Cancelled).
/// @throws CsvError, Error (cannot be opened, too large for memory)
CsvResult readCsv(const std::string& path, const CsvOptions& wishes = {}, std::stop_token stop = {},
                  const CsvProgress& progress = {});
/// The same for text in memory; `name` stands in messages for the file.
CsvResult readCsvText(std::string_view bytes, const std::string& name, const CsvOptions& wishes = {});

/// Thrown where a job was cancelled.
class Cancelled : public std::exception
{
public:
    const char* what() const noexcept override { return "cancelled"; }
};

} // namespace netloom
