// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_options.h"
#include "core/data/table.h"

#include <string>
#include <vector>

namespace netloom {

/// Something that was found or converted while reading, in words, with its count and first place.
struct CsvWarning {
    std::string text;
    Index line = 0;   ///< 1-based line of the file, 0: no single place
    Index column = 0; ///< 1-based column, 0: none
    Index count = 0;
    std::string contradiction = {}; ///< what of it contradicts CsvOptions::usual, a clause; empty: nothing does
};

/// A CSV file as it was understood.
struct CsvResult {
    Table table;
    CsvOptions options; ///< every guess and every wish, complete: reading with them gives the same table
    std::vector<CsvWarning> warnings;
    bool encodingGuessed = false;
    bool byteOrderMark = false; ///< the file begins with a byte order mark
};

} // namespace netloom
