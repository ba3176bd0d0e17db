// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_dialect.h"
#include "core/csv/text_buffer.h"

#include <cstddef>
#include <vector>

namespace netloom {

inline constexpr std::size_t kSampleBytes = std::size_t{256} << 10; ///< of the beginning that are looked at

/// Rows of a text that are looked at before it is read.
struct CsvSample {
    std::vector<CsvRow> rows;      ///< of the beginning, in order
    std::vector<std::size_t> ends; ///< where each of them ends
    /// Some of the middle and of the end. It is not known whether these places are inside quotes: only rows with as
    /// many fields as are expected.
    std::vector<CsvRow> far;
    double rowBytes = 0; ///< average length of `rows`; 0: none
};

/// @param begin  offset of the first row  @param fields  expected of a row
CsvSample sampleRows(const TextBuffer& text, std::size_t begin, const CsvDialect& dialect, std::size_t fields,
                     std::size_t maxCells);

/// The whole rows at the end of the text, at most 64 KB of them and none before `from`.
std::vector<CsvRow> lastRows(const TextBuffer& text, std::size_t from, const CsvDialect& dialect, std::size_t maxCells);

} // namespace netloom
