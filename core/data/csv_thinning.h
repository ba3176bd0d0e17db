// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/csv_dialect.h"
#include "core/data/csv_file.h"
#include "core/data/csv_options.h"
#include "core/data/csv_reader.h"
#include "core/data/text_buffer.h"

#include <cstddef>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace netloom
{

/// Keeps the lines above the data and every k-th row, so that at most `wishes.maxRows` rows are left, spread evenly.
/// `kept` receives (offset, physical line) of the rows of the result, `note` says how many rows there were. A text that
/// has no more rows comes back whole, with `kept` empty.
TextBuffer thinText(const TextBuffer& text, const CsvOptions& wishes, const MissingWords& missing,
                    std::vector<std::pair<std::size_t, Index>>& kept, std::optional<CsvWarning>& note);

/// The same for the bytes of a file of any size, with little memory, in an encoding that keeps ASCII (not UTF-16).
/// @throws CsvError, Cancelled
TextBuffer thinFile(const CsvFile& file, const TextBuffer& head, const CsvOptions& wishes, const MissingWords& missing,
                    const std::stop_token& stop, const CsvProgress& progress,
                    std::vector<std::pair<std::size_t, Index>>& kept, std::optional<CsvWarning>& note);

} // namespace netloom
