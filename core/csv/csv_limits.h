// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace netloom {

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

} // namespace netloom
