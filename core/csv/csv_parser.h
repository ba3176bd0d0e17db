// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/column_evidence.h"
#include "core/csv/csv_dialect.h"
#include "core/csv/csv_options.h"
#include "core/csv/text_buffer.h"
#include "core/csv/word_table.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// What can be worth a word about the cells of a column.
enum class CellIssue : unsigned char {
    Missing,
    Unfit,
    Infinite,
    Overflow,
    Underflow,
    Inexact,
    Thousands,
    Respelled,
    Code,
    Marked,    ///< a number with what the plan lets stand around it
    Foreign,   ///< a number with something else around it, which is unfit
    SheetError ///< an error of a spreadsheet, which is missing
};
inline constexpr std::size_t kCellIssues = 12;

/// What can be worth a word about rows.
enum class RowIssue : unsigned char { Blank, Comment, TooShort, TooLong, EmptyEnd, Padded, Stray, Header, Mark };
inline constexpr std::size_t kRowIssues = 9;

/// How often something was found, and where first.
struct Tally {
    Index count = 0;
    std::size_t first = 0; ///< offset in the text

    void note(std::size_t at)
    {
        if (count++ == 0)
            first = at;
    }
    void add(const Tally& later)
    {
        if (count == 0)
            first = later.first;
        count += later.count;
    }
};

/// The cells of one column of a part of the file.
struct ColumnPart {
    std::vector<double> numbers;
    std::vector<std::int32_t> codes;
    WordTable words;
    std::vector<std::size_t> places; ///< where each word stands first, of a column that ColumnPlan::mostlyTyped
    std::array<Tally, kCellIssues> issues;
    bool whole = true;      ///< every number was written without decimals and exponent
    bool timeOfDay = false; ///< some time has a time of day

    Tally& issue(CellIssue kind) { return issues[static_cast<std::size_t>(kind)]; }
};

/// A reason to give the file up at some place.
enum class CsvFatal { None, UnclosedQuote, FieldTooLong };

/// What one thread read.
struct CsvPart {
    std::vector<ColumnPart> columns;
    Index rows = 0;
    std::array<Tally, kRowIssues> issues;
    Index raggedFields = 0; ///< fields of the first ragged row
    std::size_t firstRagged = 0;
    std::size_t stopped = 0; ///< offset of the first row that was not read
    CsvFatal fatal = CsvFatal::None;
    std::size_t fatalAt = 0;

    Tally& issue(RowIssue kind) { return issues[static_cast<std::size_t>(kind)]; }
    Index ragged() const
    {
        return issues[static_cast<std::size_t>(RowIssue::TooShort)].count +
               issues[static_cast<std::size_t>(RowIssue::TooLong)].count;
    }
};

/// Reads rows of a text into typed columns. The hot loop of the reader: one pass, no allocation per cell.
class CsvParser
{
public:
    struct Settings {
        CsvDialect dialect;
        std::vector<ColumnPlan> plans;
        MissingWords missing;
        std::string header;                 ///< rows that are this very line are left out; empty: none
        bool lastIsEmpty = false;           ///< no row is known to fill the last column
        std::vector<double> missingNumbers; ///< missing words that are numbers, such as -999
        RaggedRows ragged = RaggedRows::Refuse;
        std::size_t maxField = std::size_t{16} << 20; ///< bytes
    };

    CsvParser(const TextBuffer& text, const Settings& settings) : m_text(text), m_settings(settings) {}

    /// Reads the rows that begin in [begin, limit) into `part` (behind rows that are already there). `reserveRows`:
    /// rows that may come. Calls `progress` with the bytes done since the last call about every 64 KB; stops early when
    /// it returns false.
    void parse(std::size_t begin, std::size_t limit, Index reserveRows, CsvPart& part,
               const std::function<bool(std::size_t)>& progress) const;

private:
    struct Output;
    struct RowEvents;
    const char* slowCell(const char* p, std::size_t column, Output& output, CsvPart& part, RowEvents& events) const;
    void storeMissing(std::size_t column, Output& output, CsvPart& part, RowEvents& events, const char* at) const;
    void storeText(std::string_view text, const char* at, std::size_t column, Output& output, CsvPart& part,
                   RowEvents& events) const;
    bool finishRaggedRow(const char* rowStart, const char*& p, std::size_t column, Output& output, CsvPart& part,
                         RowEvents& events) const;

    const TextBuffer& m_text;
    const Settings& m_settings;
};

} // namespace netloom
