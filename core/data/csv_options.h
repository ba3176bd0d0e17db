// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace netloom {

/// What the user fixed about a CSV file; whatever is absent is sniffed. Stored with the project.
struct CsvOptions {
    std::optional<char> delimiter;
    std::optional<char> quote;              ///< '\0': no quoting
    std::optional<char> decimal;            ///< '.' or ','
    std::optional<char> thousands;          ///< '\0': none
    std::optional<std::string> encoding;    ///< utf-8, utf-16le, utf-16be, windows-1252, iso-8859-1
    std::optional<bool> header;
    std::optional<Index> skipLines;         ///< preamble lines before the header
    std::optional<std::string> comment;     ///< lines that start with it are left out
    std::optional<std::vector<std::string>> missingWords;
    std::vector<std::pair<std::string, ColumnKind>> kinds; ///< by column name

    bool operator==(const CsvOptions&) const = default;
};

} // namespace netloom
