// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/csv/csv_dialect.h"
#include "core/csv/csv_file.h"

#include <cstddef>
#include <functional>
#include <stop_token>
#include <string_view>

namespace netloom {

/// Goes over the rows of a text of any size, with the memory of a few of them.
struct CsvRowWalk {
    /// Delivers the bytes of the text from an offset on; returns how many there were.
    using Source = std::function<std::size_t(std::size_t offset, std::size_t bytes, char* out)>;

    /// Of a file, which must outlive it; throws Cancelled when `stop` is requested.
    static Source of(const CsvFile& file, const std::stop_token& stop);

    const Source& source;
    std::size_t size = 0;
    std::size_t dataBegin = 0;
    const CsvDialect& dialect;

    /// Calls `head` with the first `dataBegin` bytes, then `row` with every row and its physical line (1-based), and
    /// `progress` now and then with the offset reached.
    void run(const std::function<void(std::string_view)>& head, const std::function<void(std::string_view, Index)>& row,
             const std::function<void(std::size_t)>& progress) const;
};

} // namespace netloom
