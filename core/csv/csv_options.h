// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/clock_text.h"
#include "core/data/date_text.h"
#include "core/data/number_text.h"
#include "core/data/table.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// What happens to a row that has more or fewer fields than the others.
enum class RaggedRows {
    Refuse, ///< the file is refused, naming the first such line
    Skip,   ///< the row is left out and counted
    Pad     ///< absent fields are missing, fields too many are left out; both are counted
};

std::string_view raggedName(RaggedRows ragged); ///< refuse, skip, pad

/// How a table was read, as far as other tables of its kind are alike in it.
struct UsualReading {
    NumberFormat numbers;
    std::vector<std::pair<std::string, DateOrder>> dates;
    std::string encoding = {};                                   ///< see encodingName(); empty: not known
    std::vector<std::pair<std::string, std::string>> marks = {}; ///< of columns of numbers, also where there is none

    bool operator==(const UsualReading&) const = default;
};

/// What the user fixed about a CSV file; whatever is absent is sniffed. Stored with the project.
struct CsvOptions {
    std::optional<char> delimiter;       ///< ' ': runs of blanks and tabs; kDoubleColon: "::"
    std::optional<char> quote;           ///< '\0': no quoting
    std::optional<char> decimal;         ///< '.' or ','
    std::optional<char> thousands;       ///< '\0': none
    std::optional<std::string> encoding; ///< see encodingName()
    std::optional<bool> header;
    std::optional<Index> skipLines;     ///< preamble lines before the header
    std::optional<bool> units;          ///< the row below the header holds units and is left out
    std::optional<std::string> comment; ///< lines that start with it are left out; empty: none
    std::optional<std::vector<std::string>> missingWords;
    std::vector<std::pair<std::string, ColumnKind>> kinds; ///< by column name
    std::optional<RaggedRows> ragged;                      ///< absent: refuse
    std::vector<std::pair<std::string, DateOrder>> dates;  ///< by column name, where the order of dates is known
    std::vector<std::pair<std::string, ClockForm>> clocks; ///< by column name, of columns of durations and times
    /// By column name, the sign or unit around its numbers: "%", "kg", "€". In a table that was read, those of all
    /// columns that have one.
    std::optional<std::vector<std::pair<std::string, std::string>>> marks;
    std::optional<std::string> sheet; ///< name or number of a sheet of an XLSX or ODS file; absent: the first
    std::optional<std::string> range; ///< cells of the sheet, "A3:F40"; absent: all
    std::optional<Index> maxRows;     ///< at most so many rows, spread evenly over the file; absent: all
    /// How other data of the same kind were read: tried first, given up with a warning where the file contradicts it.
    /// Not stored.
    std::optional<UsualReading> usual;

    bool operator==(const CsvOptions&) const = default;
};

/// Cells that count as missing unless the user says otherwise: the empty cell, NA, N/A, null, ?, errors of spreadsheets
/// and the like.
std::span<const std::string_view> defaultMissingWords();
/// Whether these are they, or those of an earlier version.
bool areUsualMissingWords(std::span<const std::string> words);

/// One import option of the command line.
struct CsvOptionInfo {
    std::string_view name;   ///< without the leading dashes
    std::string_view values; ///< what may follow, for the help
    std::string_view help;   ///< one line
};

/// Every import option: delimiter, quote, decimal, thousands, encoding, header, skip-lines, units, comment, missing,
/// type, dates, clocks, marks, ragged, max-rows, sheet, range.
std::span<const CsvOptionInfo> csvOptionInfos();

/// Sets one option from text, e.g. ("delimiter", "tab"), ("header", "no"), ("missing", "NA,?"), ("type", "Body
/// mass=number").
/// @throws Error naming the option, the value and what may stand there
void setCsvOption(CsvOptions& options, std::string_view name, std::string_view value);

/// The options as (name, value) that setCsvOption() turns back into the same options.
std::vector<std::pair<std::string, std::string>> csvOptionsToText(const CsvOptions& options);

/// The options as they are typed after `netloom inspect FILE`, quoted for a POSIX shell.
std::string csvOptionsToArguments(const CsvOptions& options);

/// The kind of that name, absent where there is none.
std::optional<ColumnKind> kindFromName(std::string_view name);

/// The encoding of other data of the same kind; empty: not known.
std::string_view usualEncoding(const CsvOptions& options);

/// The reading of a table as a suggestion for another one.
UsualReading usualReading(const CsvOptions& options);

} // namespace netloom
