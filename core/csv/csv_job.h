// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/csv/csv_build.h"
#include "core/csv/csv_limits.h"
#include "core/csv/csv_result.h"
#include "core/csv/csv_sniffer.h"
#include "core/csv/encoding.h"
#include "core/csv/line_numbers.h"
#include "core/csv/text_pages.h"

#include <atomic>
#include <optional>
#include <string>

namespace netloom {

/// Makes a table of a decoded text: sniffs, reads on several threads, settles the kinds, collects what is to be said.
class CsvJob
{
public:
    CsvJob(std::string name, const CsvOptions& wishes, const CsvLimits& limits, std::stop_token stop,
           const ProgressFunction& progress);

    /// The text is a part of one that was sniffed: it is read the same way, whatever the part alone looks like.
    void readAs(const CsvSniff& whole);
    /// The text is that of the file, from `offset` on, and may be read from there again. The file outlives the job.
    void comesFrom(const CsvFile& file, std::size_t offset);
    /// @throws CsvError, Cancelled
    void run(TextBuffer text, LineNumbers lines, CsvResult& result);

    const MissingWords& missing() const { return m_settings.missing; }

private:
    [[noreturn]] void refuse(const char* errorClass, const std::string& problem, std::size_t at, Index column = 0);
    bool isBlankText() const;
    void refuseShape();
    Index lineOf(std::size_t at);
    std::vector<CsvPart> parse(const CsvParser& parser);
    std::vector<CsvPart> joinInOrder(const CsvParser& parser, std::vector<CsvPart> parts,
                                     const std::vector<std::size_t>& starts);
    Index rowsIn(std::size_t bytes) const;
    void checkParts(const std::vector<CsvPart>& parts);
    void rereadDoubtful(std::vector<CsvPart>& parts, std::vector<Column>& settled);
    void warn(std::string text, std::size_t at, Index column, Index count);
    void warnAboutMark(std::size_t column, std::size_t at, Index count);
    std::string adviceFor(std::size_t column) const; ///< how a column of text could be read as numbers
    void warnAboutCodes(std::size_t column, std::size_t at, Index count);
    void warnAboutColumn(std::size_t column, const ColumnTotals& totals);
    void warnAboutRows(const std::vector<CsvPart>& parts);
    void warnAboutCompactDates(const Column& column, std::size_t index);
    void warnAboutSentinels(const Column& column, std::size_t index, double least);
    void dropUnnamedEnd(Table& table);
    void sortWarnings();

    struct Pending {
        CsvWarning warning;
        std::size_t at;
    };

    std::string m_name;
    CsvOptions m_wishes;
    CsvLimits m_limits;
    std::stop_token m_stop;
    ProgressFunction m_progress;
    CsvParser::Settings m_settings;
    std::vector<std::string> m_missingWords;
    CsvSniff m_sniff;
    TextBuffer m_text;
    LineNumbers m_lines{{}};
    const CsvFile* m_file = nullptr;
    std::size_t m_fileOffset = 0;
    std::optional<TextPages> m_pages; ///< where the text is given back while it is read
    CsvResult* m_result = nullptr;
    std::vector<Pending> m_pending;
    std::optional<std::size_t> m_unitRows; ///< of the whole text
    std::vector<SniffNote> m_headNotes;    ///< of the whole text, on what stands above the data
    std::vector<SniffNote> m_wholeNotes;   ///< of the whole text, on what has no place among the rows of a part
    bool m_thinned = false;
};

/// "1 row", "3 rows".
std::string counted(Index count, const std::string& one, const std::string& many);
/// column "name", cut to a length fit for a message.
std::string shownColumn(const std::string& name);

/// Threads that reading uses.
std::size_t threadsFor(const CsvLimits& limits);

} // namespace netloom
