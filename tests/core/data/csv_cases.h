// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace netloom::testing {

/// One case of the catalogue of bad and odd tables: what the file holds and what must come of it.
struct CsvCase {
    const char* name; ///< "A5 blank lines"
    std::string_view bytes;
    /// "name:kind,name:kind|cell,cell|cell,cell" with · for a missing cell, or "!class line column" for a refusal
    const char* expected;
    const char* warning = ""; ///< part of a warning, or of the message of a refusal; "-": no warning at all
    const char* options = ""; ///< import options, "name=value name=value"
};

std::span<const CsvCase> csvCases();

} // namespace netloom::testing
