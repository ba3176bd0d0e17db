// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <stdexcept>
#include <string>

namespace netloom {

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

} // namespace netloom
