// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/csv/csv_reader.h"
#include "core/csv/csv_sniffer.h"
#include "core/csv/encoding.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

namespace netloom {

/// Ends the process with a line that says what does not hold: a fuzzer and a test both see it.
inline void require(bool holds, const char* what)
{
    if (!holds) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

/// Options made of the first bytes of a fuzzed input, most often none.
inline CsvOptions fuzzedOptions(unsigned char a, unsigned char b)
{
    CsvOptions options;
    static constexpr std::string_view kDelimiters = ",;\t| x";
    static constexpr std::string_view kQuotes("\"'\0", 3);
    static constexpr std::array kEncodings{Encoding::Utf8,        Encoding::Utf16Le,     Encoding::Utf16Be,
                                           Encoding::Windows1252, Encoding::Windows1250, Encoding::ShiftJis,
                                           Encoding::Gb18030,     Encoding::Koi8R};
    if (a & 1)
        options.delimiter = kDelimiters[(a >> 5) % kDelimiters.size()];
    if (a & 2)
        options.quote = kQuotes[(a >> 6) % kQuotes.size()];
    if (a & 4)
        options.decimal = (a & 8) ? ',' : '.';
    if (a & 16)
        options.header = (a & 32) != 0;
    if (b & 1)
        options.ragged = static_cast<RaggedRows>((b >> 1) % 3);
    if (b & 8)
        options.maxRows = 1 + (b >> 5);
    if (b & 16)
        options.encoding = std::string(encodingName(kEncodings[b >> 5]));
    if ((b & 6) == 6)
        options.comment = "#";
    if ((b & 0x60) == 0x60)
        options.kinds.emplace_back("column 1", static_cast<ColumnKind>((a >> 3) % 5));
    return options;
}

inline void requireSoundTable(const Table& table)
{
    std::set<std::string> names;
    for (const Column& column : table.columns) {
        require(column.size() == table.rows, "every column has a cell for every row");
        require(names.insert(column.name).second, "names are unique");
        require(!column.name.empty(), "no name is empty");
        require(column.name.find_first_of("\r\n") == std::string::npos, "no name has a line end");
        Index missing = 0;
        for (Index row = 0; row < table.rows; ++row) {
            missing += column.isMissing(row);
            if (column.kind == ColumnKind::Text) {
                const auto code = column.codes[static_cast<std::size_t>(row)];
                require(code >= -1 && code < static_cast<Index>(column.dictionary.size()),
                        "codes are in the dictionary");
            } else {
                require(!std::isinf(column.numbers[static_cast<std::size_t>(row)]), "no number is infinite");
            }
        }
        require(missing == column.missing, "missing cells are counted");
        require(checkUtf8(column.name).invalid == 0, "names are UTF-8");
    }
}

inline bool sameTable(const Table& a, const Table& b)
{
    if (a.rows != b.rows || a.columns.size() != b.columns.size())
        return false;
    for (std::size_t c = 0; c < a.columns.size(); ++c) {
        if (a.columns[c].name != b.columns[c].name || a.columns[c].missing != b.columns[c].missing)
            return false;
        for (Index row = 0; row < a.rows; ++row) {
            if (a.columns[c].isMissing(row) != b.columns[c].isMissing(row) ||
                a.columns[c].text(row) != b.columns[c].text(row))
                return false;
        }
    }
    return true;
}

/// Reads the bytes behind the first two, which choose options, and checks what always holds.
inline void checkCsvReader(std::string_view input)
{
    if (input.size() < 2)
        return;
    const CsvOptions wishes = fuzzedOptions(static_cast<unsigned char>(input[0]), static_cast<unsigned char>(input[1]));
    const std::string_view bytes = input.substr(2);
    CsvLimits limits;
    limits.threads = 1;
    limits.maxField = 4096;
    try {
        const CsvResult result = readCsvText(bytes, "fuzzed.csv", wishes, limits);
        requireSoundTable(result.table);
        require(result.table.rows > 0 && !result.table.columns.empty(), "a table has rows and columns");
        for (const CsvWarning& warning : result.warnings)
            require(!warning.text.empty() && warning.line >= 0, "warnings say something");
        if (wishes.maxRows) {
            require(result.table.rows <= *wishes.maxRows, "no more rows than wanted");
        } else {
            const CsvResult again = readCsvText(bytes, "fuzzed.csv", result.options, limits);
            require(sameTable(result.table, again.table), "reading with the options found gives the same table");
        }
        CsvOptions parsed;
        for (const auto& [name, value] : csvOptionsToText(result.options))
            setCsvOption(parsed, name, value);
        require(parsed == result.options, "options survive as text");
    } catch (const CsvError& error) {
        require(!error.errorClass.empty() && !error.message().empty(), "a refusal has a class and a message");
        require(error.message().find("fuzzed.csv") == 0, "a refusal names the file");
    }
}

/// Sniffs the bytes behind the first two, which choose options, and checks what always holds.
inline void checkCsvSniffer(std::string_view input)
{
    if (input.size() < 2)
        return;
    const CsvOptions wishes = fuzzedOptions(static_cast<unsigned char>(input[0]), static_cast<unsigned char>(input[1]));
    const TextBuffer text(input.substr(2));
    const CsvSniff sniff = sniffCsv(text, wishes, MissingWords({"", "NA", "?"}));
    require(sniff.names.size() == sniff.plans.size(), "a plan for every name");
    require(sniff.dataBegin <= text.size(), "the data begin inside the text");
    require(sniff.skipLines >= 0, "no negative number of lines");
    require(std::set<std::string>(sniff.names.begin(), sniff.names.end()).size() == sniff.names.size(),
            "names are unique");
    if (wishes.delimiter)
        require(sniff.dialect.delimiter == *wishes.delimiter, "a wished delimiter stays");
    for (const SniffNote& note : sniff.notes)
        require(note.at <= text.size(), "notes point into the text");
}

} // namespace netloom
