// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace netloom::testing {

/// One case of the catalogue of bad and odd tables: a file of tests/data/catalogue and what must come of it. A line of
/// cases.tsv there; \n, \r, \t and \\ stand for what they say.
struct CsvCase {
    std::string name;    ///< "A5 blank lines"
    std::string file;    ///< in the folder of the catalogue
    std::string options; ///< import options, "name=value name=value"
    /// "name:kind,name:kind|cell,cell|cell,cell" with · for a missing cell, or "!class line column" for a refusal
    std::string expected;
    std::string says; ///< part of a warning, or of the message of a refusal; "-": no warning at all
};

std::string catalogueFolder();
/// Every line of the list, in its order.
std::vector<CsvCase> csvCases();

} // namespace netloom::testing
