// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/csv/csv_dialect.h"
#include "core/csv/csv_file.h"
#include "core/csv/csv_options.h"
#include "core/csv/csv_result.h"
#include "core/csv/csv_sniffer.h"
#include "core/csv/text_buffer.h"

#include <cstddef>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace netloom {

/// What is left of a text of which only some rows are kept.
struct ThinnedText {
    TextBuffer text;
    std::vector<std::pair<std::size_t, Index>> kept; ///< (offset, physical line) of its rows
    std::optional<CsvWarning> note;                  ///< how many rows there were; absent where all are kept
    CsvSniff sniff;                                  ///< of the whole text: what is left is read the same way
};

/// Keeps the lines above the data and `wishes.maxRows` rows, spread evenly, or all where there are no more. Goes over
/// the text twice. @throws Cancelled
ThinnedText thinText(const TextBuffer& text, const CsvOptions& wishes, const MissingWords& missing,
                     const std::stop_token& stop);

/// The same for the bytes of a file of any size, with little memory, in an encoding that keeps ASCII (not UTF-16).
/// @throws CsvError, Cancelled
ThinnedText thinFile(const CsvFile& file, const TextBuffer& head, const CsvOptions& wishes, const MissingWords& missing,
                     const std::stop_token& stop, const ProgressFunction& progress);

} // namespace netloom
