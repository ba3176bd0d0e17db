// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/csv/csv_cases.h"

#include <fstream>

namespace netloom::testing {

namespace {

std::string unescaped(const std::string& text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            plain += text[i];
            continue;
        }
        const char c = text[++i];
        plain += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
    return plain;
}

} // namespace

std::string catalogueFolder()
{
    return NETLOOM_SOURCE_DIR "/tests/data/catalogue";
}

std::vector<CsvCase> csvCases()
{
    std::vector<CsvCase> cases;
    std::ifstream list(catalogueFolder() + "/cases.tsv", std::ios::binary);
    std::string line;
    std::getline(list, line); // the names of the columns
    while (std::getline(list, line)) {
        std::vector<std::string> cells(1);
        for (const char c : line) {
            if (c == '\t')
                cells.emplace_back();
            else
                cells.back() += c;
        }
        cells.resize(5);
        cases.push_back({cells[0], cells[1], unescaped(cells[2]), unescaped(cells[3]), unescaped(cells[4])});
    }
    return cases;
}

} // namespace netloom::testing
