// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/csv/csv_result.h"

#include <functional>
#include <stop_token>
#include <string>

namespace netloom {

/// Rows of a file that follow each other, as a table of their own.
struct CsvPart {
    CsvResult result; ///< lines of its warnings are those of the file
    Table cells;      ///< the same rows letter for letter, as columns of text
    Index firstRow = 0;
};

/// Whether a file can be read in parts: a text in an encoding that keeps ASCII, not a sheet, of at least `bytes`.
bool canReadInParts(const std::string& path, const CsvOptions& wishes, std::size_t bytes);

/// Reads a file of any size piece by piece, with the memory of a few megabytes, every piece in the same way: what
/// `wishes` leave open is found out from rows spread evenly over all of it. A cell that does not fit the kind its
/// column has there counts as missing and is warned of. @param take  called for every part in order
/// @returns how it was read  @throws CsvError, Cancelled, and what `take` throws
CsvOptions readCsvInParts(const std::string& path, const CsvOptions& wishes,
                          const std::function<void(const CsvPart&)>& take, const std::stop_token& stop = {},
                          const ProgressFunction& progress = {});

/// Adds warnings to others; those that say the same have their counts summed.
void mergeWarnings(std::vector<CsvWarning>& into, const std::vector<CsvWarning>& more);

} // namespace netloom
