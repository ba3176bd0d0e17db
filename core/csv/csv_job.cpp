// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_job.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/csv/csv_error.h"
#include "core/csv/csv_file.h"
#include "core/csv/csv_row_start.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <thread>

namespace netloom {

namespace {

/// Of each part so much is not given back while others read: a cell of the greatest length, twice.
constexpr std::size_t kKeptBytes = std::size_t{32} << 20;
constexpr std::size_t kBlankBytes = std::size_t{4} << 20;  ///< looked through at once
constexpr std::size_t kThreadBytes = std::size_t{1} << 20; ///< less than this a thread is not worth its start

// Counts the missing numbers and returns the least of the others, in one pass.
double lookOver(Column& column)
{
    constexpr std::size_t kLanes = 8; // one after the other would wait for each comparison
    const std::vector<double>& numbers = column.numbers;
    std::array<double, kLanes> least{};
    least.fill(std::numeric_limits<double>::infinity());
    std::array<std::int64_t, kLanes> missing{};
    std::size_t i = 0;
    for (; i + kLanes <= numbers.size(); i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const double value = numbers.data()[i + lane];
            least[lane] = value < least[lane] ? value : least[lane];
            missing[lane] += value != value;
        }
    }
    for (; i < numbers.size(); ++i) {
        least[0] = std::min(least[0], numbers[i]);
        missing[0] += std::isnan(numbers[i]);
    }
    column.missing = std::accumulate(missing.begin(), missing.end(), Index(0));
    return *std::min_element(least.begin(), least.end());
}

} // namespace

std::size_t threadsFor(const CsvLimits& limits)
{
    return limits.threads > 0 ? limits.threads : std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
}

CsvJob::CsvJob(std::string name, const CsvOptions& wishes, const CsvLimits& limits, std::stop_token stop,
               const ProgressFunction& progress)
    : m_name(std::move(name)), m_wishes(wishes), m_limits(limits), m_stop(std::move(stop)), m_progress(progress)
{
    if (wishes.missingWords)
        m_missingWords = *wishes.missingWords;
    else
        m_missingWords.assign(defaultMissingWords().begin(), defaultMissingWords().end());
    m_settings.missing = MissingWords(m_missingWords);
    m_settings.ragged = wishes.ragged.value_or(RaggedRows::Refuse);
    m_settings.maxField = limits.maxField;
}

void CsvJob::refuse(const char* errorClass, const std::string& problem, std::size_t at, Index column)
{
    const Index line = lineOf(at);
    std::string place = m_name + ", line " + std::to_string(line);
    if (column > 0)
        place += ", column " + std::to_string(column);
    throw CsvError(errorClass, place + ": " + problem, line, column);
}

Index CsvJob::lineOf(std::size_t at)
{
    return m_pages ? m_pages->lineOf(at) : m_lines.lineOf(at);
}

bool CsvJob::isBlankText() const
{
    for (std::size_t at = 0; at < m_text.size(); at += kBlankBytes) {
        if (m_stop.stop_requested())
            throw Cancelled();
        if (m_text.view().substr(at, kBlankBytes).find_first_not_of(" \t\r\n") != std::string_view::npos)
            return false;
    }
    return true;
}

void CsvJob::refuseShape()
{
    const std::string_view first = m_text.view().substr(0, m_limits.maxLine + 1);
    if (first.size() > m_limits.maxLine && first.find_first_of("\r\n") == std::string_view::npos)
        refuse("line_too_long",
               "the line is longer than " + std::to_string(m_limits.maxLine >> 20) +
                   " MB and has no end. This is hardly a table; check that it is the right file",
               0);
}

std::vector<CsvPart> CsvJob::parse(const CsvParser& parser)
{
    const std::size_t begin = m_sniff.dataBegin;
    const std::size_t bytes = m_sniff.dataEnd - begin;
    const std::size_t threads = std::clamp<std::size_t>(bytes / kThreadBytes, 1, threadsFor(m_limits));
    std::vector<std::size_t> starts = {begin};
    for (std::size_t i = 1; i < threads; ++i)
        starts.push_back(
            std::clamp(guessRowStart(m_text, m_settings.dialect, m_settings.plans.size(), begin + bytes / threads * i),
                       starts.back(), m_sniff.dataEnd));
    starts.push_back(m_sniff.dataEnd);

    std::atomic<std::size_t> done = 0;
    std::atomic<bool> cancelled = false;
    std::vector<CsvPart> parts(threads);
    // The first part gets room for all rows, so that the others are only appended to it.
    runParallel(threads, [&](std::size_t i) {
        std::size_t at = starts[i];
        // The row before may go on into this part, where the guess of its start was wrong.
        const std::size_t kept = at + (i > 0 ? kKeptBytes : 0);
        parser.parse(
            starts[i], starts[i + 1], rowsIn(i == 0 ? bytes : starts[i + 1] - starts[i]), parts[i],
            [&](std::size_t more) {
                const std::size_t sum = done.fetch_add(more) + more;
                at += more;
                if (m_pages)
                    m_pages->release(kept, std::min(at, starts[i + 1])); // what lies behind another thread reads
                if (i == 0 && m_progress && bytes > 0)
                    m_progress(std::min(0.3 + 0.65 * static_cast<double>(sum) / static_cast<double>(bytes), 0.95));
                if (m_stop.stop_requested())
                    cancelled = true;
                return !cancelled;
            });
    });
    if (cancelled)
        throw Cancelled();
    return joinInOrder(parser, std::move(parts), starts);
}

Index CsvJob::rowsIn(std::size_t bytes) const
{
    return static_cast<Index>(static_cast<double>(bytes) / std::max(m_sniff.rowBytes, 1.0) * 1.05) + 1;
}

// A part counts only if the one before ends where it begins; else the guess of its start was wrong and it is read
// again.
std::vector<CsvPart> CsvJob::joinInOrder(const CsvParser& parser, std::vector<CsvPart> parts,
                                         const std::vector<std::size_t>& starts)
{
    const auto readAgain = [&](CsvPart& part, std::size_t from, std::size_t to) {
        if (m_pages)
            m_pages->restoreAll();
        part = CsvPart();
        parser.parse(from, to, rowsIn(to - from), part, [&](std::size_t) { return !m_stop.stop_requested(); });
        if (m_stop.stop_requested())
            throw Cancelled();
    };
    std::vector<CsvPart> sound;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t from = i == 0 ? starts[0] : sound.back().stopped;
        if (i > 0 && (sound.back().fatal != CsvFatal::None || from >= starts[i + 1]))
            continue;
        if (from != starts[i])
            readAgain(parts[i], from, starts[i + 1]);
        // Past what is kept of the next part there may have been nothing left to read.
        if (m_pages && std::max(parts[i].stopped, parts[i].fatalAt) > starts[i + 1] + kKeptBytes)
            readAgain(parts[i], from, starts[i + 1]);
        sound.push_back(std::move(parts[i]));
    }
    return sound;
}

void CsvJob::checkParts(const std::vector<CsvPart>& parts)
{
    Index rows = 0;
    Index ragged = 0;
    const CsvPart* firstRagged = nullptr;
    for (const CsvPart& part : parts) {
        rows += part.rows;
        ragged += part.ragged();
        if (!firstRagged && part.ragged() > 0)
            firstRagged = &part;
    }
    if (firstRagged && m_settings.ragged == RaggedRows::Refuse) {
        const auto expected = static_cast<Index>(m_sniff.names.size());
        std::string problem = "the row has " + counted(firstRagged->raggedFields, "field", "fields") + ", but ";
        const bool header = m_sniff.header && ragged > rows;
        if (header)
            problem +=
                "the header in line " + std::to_string(lineOf(m_sniff.headerAt)) + " has " + std::to_string(expected);
        else
            problem += std::to_string(expected) + (expected == 1 ? " is expected" : " are expected");
        if (ragged > 1)
            problem += " (" + counted(ragged - 1, "more row has", "more rows have") + " a wrong number of them)";
        problem += header ? ". Correct the header" : ". Correct the line";
        problem += ", choose another delimiter, or have such rows skipped or padded (--ragged skip, --ragged pad)";
        refuse("ragged", problem, firstRagged->firstRagged, std::min(firstRagged->raggedFields, expected + 1));
    }
    if (parts.back().fatal == CsvFatal::UnclosedQuote)
        refuse("unclosed_quote",
               "the quote that opens here is never closed. Close it, choose another quote character, or none, which "
               "reads quotes as text (--quote none)",
               parts.back().fatalAt);
    if (parts.back().fatal == CsvFatal::FieldTooLong)
        refuse("field_too_long",
               "the cell that begins here is longer than " + std::to_string(m_limits.maxField >> 20) +
                   " MB. Check for a missing quote, or choose another quote character",
               parts.back().fatalAt);
    if (rows == 0 && ragged == 0)
        refuse("no_rows",
               m_sniff.header
                   ? "there is a header, but no row below it. Add rows, or say that there is no header (--header no)"
                   : "there is no row. Choose a file with data",
               m_sniff.dataBegin);
    if (rows == 0)
        refuse("no_rows", "no row has the expected number of fields. Choose another delimiter", m_sniff.dataBegin);
}

void CsvJob::rereadDoubtful(std::vector<CsvPart>& parts, std::vector<Column>& settled)
{
    std::vector<char> doubtful(m_sniff.plans.size());
    for (std::size_t c = 0; c < doubtful.size(); ++c)
        doubtful[c] = isDoubtful(m_sniff.plans[c], totalsOf(parts, c));
    std::vector<CsvPart> again;
    if (std::find(doubtful.begin(), doubtful.end(), 1) != doubtful.end()) {
        CsvParser::Settings settings = m_settings;
        for (std::size_t c = 0; c < doubtful.size(); ++c) {
            settings.plans[c] = ColumnPlan();
            settings.plans[c].kind = ColumnKind::Text;
            settings.plans[c].mostlyTyped = true;
            settings.plans[c].skip = !doubtful[c];
        }
        if (m_pages)
            m_pages->restoreAll();
        again = parse(CsvParser(m_text, settings));
    }
    settled.resize(m_sniff.plans.size());
    for (std::size_t c = 0; c < m_sniff.plans.size(); ++c) {
        const bool reread = doubtful[c];
        ColumnPlan& plan = m_sniff.plans[c];
        const ColumnTotals totals = totalsOf(parts, c);
        if (!reread && (!plan.mostlyTyped || plan.fixed)) {
            warnAboutColumn(c, totals);
            continue;
        }
        ColumnPlan text;
        text.kind = ColumnKind::Text;
        std::vector<CsvPart>& source = reread ? again : parts;
        settled[c] = joinColumn(source, c, text, m_stop);
        SettledValues found;
        plan = settleColumn(settled[c], m_settings.dialect.numbers, found, plan, m_stop);
        if (plan.kind == ColumnKind::Number && !m_settings.missingNumbers.empty()) {
            for (double& value : settled[c].numbers) {
                if (std::find(m_settings.missingNumbers.begin(), m_settings.missingNumbers.end(), value) !=
                    m_settings.missingNumbers.end())
                    value = std::numeric_limits<double>::quiet_NaN();
            }
        }
        const std::vector<std::size_t>& places = source[0].columns[c].places;
        const std::size_t at = found.unfitCode < places.size() ? places[found.unfitCode] : plan.oddAt;
        const std::string shown = shownColumn(m_sniff.names[c]);
        const auto column = static_cast<Index>(c) + 1;
        if (plan.kind == ColumnKind::Number)
            warnAboutMark(c, found.markedCode < places.size() ? places[found.markedCode] : at, found.marked);
        if (plan.codes)
            warnAboutCodes(c, totals.first(CellIssue::Code), totals.count(CellIssue::Code));
        else if (found.unfit > 0 && plan.kind == ColumnKind::Text)
            warn(shown + " is read as text: " + counted(found.unfit, "value is", "values are") +
                     " neither number nor date, such as " + quoted(found.unfitText, 40) + adviceFor(c),
                 at, column, found.unfit);
        else if (found.unfit > 0)
            warn(shown + ": " + counted(found.unfit, "value", "values") + " of " + std::to_string(totals.present()) +
                     (plan.kind == ColumnKind::Number ? " cannot be read as numbers" : " cannot be read as dates") +
                     " and count as missing, such as " + quoted(found.unfitText, 40),
                 at, column, found.unfit);
    }
}

void CsvJob::comesFrom(const CsvFile& file, std::size_t offset)
{
    m_file = &file;
    m_fileOffset = offset;
}

void CsvJob::readAs(const CsvSniff& whole)
{
    const CsvDialect& dialect = whole.dialect;
    m_wishes.delimiter = dialect.delimiter;
    m_wishes.quote = dialect.quote;
    m_wishes.comment = dialect.comment;
    m_wishes.decimal = dialect.numbers.decimal;
    m_wishes.thousands = dialect.numbers.thousands;
    m_wishes.header = whole.header;
    m_unitRows = whole.unitRows;
    m_wishes.skipLines = whole.skipLines;
    m_thinned = true;
    std::copy_if(whole.notes.begin(), whole.notes.end(), std::back_inserter(m_headNotes),
                 [&](const SniffNote& note) { return note.at < whole.dataBegin; });
    std::copy_if(whole.notes.begin(), whole.notes.end(), std::back_inserter(m_wholeNotes),
                 [&](const SniffNote& note) { return note.at >= whole.dataEnd || !note.contradiction.empty(); });
}

void CsvJob::run(TextBuffer text, LineNumbers lines, CsvResult& result)
{
    m_text = std::move(text);
    m_lines = std::move(lines);
    m_result = &result;
    if (isBlankText())
        throw CsvError("empty", m_name + ": there is no data in the file. Choose a file with a table", 0, 0);
    refuseShape();
    m_sniff = sniffCsv(m_text, m_wishes, m_settings.missing, m_unitRows);
    if (m_sniff.columns > kMaxColumns)
        refuse("too_many_columns",
               "the row has " + std::to_string(m_sniff.columns) + " fields; up to " + std::to_string(kMaxColumns) +
                   " columns can be read. Choose another delimiter",
               m_sniff.dataBegin);
    if (m_sniff.names.empty())
        throw CsvError("empty", m_name + ": there is no data in the file. Choose a file with a table", 0, 0);
    m_settings.dialect = m_sniff.dialect;
    m_settings.plans = m_sniff.plans;
    m_settings.header = m_sniff.headerText;
    m_settings.lastIsEmpty = m_sniff.lastIsEmpty;
    for (const std::string& word : m_missingWords) {
        const ParsedNumber number = parseNumber(word, m_sniff.dialect.numbers);
        if (number.kind == NumberText::Number)
            m_settings.missingNumbers.push_back(number.value);
    }

    if (m_file && m_text.size() >= m_limits.giveBack)
        m_pages.emplace(m_text, *m_file, m_fileOffset, m_stop);
    std::vector<CsvPart> parts = parse(CsvParser(m_text, m_settings));
    checkParts(parts);
    for (const SniffNote& found : m_headNotes)
        warn(found.text, found.at, found.column, found.count);
    for (const SniffNote& found : m_sniff.notes) {
        const auto saysTheSame = [&](const SniffNote& whole) {
            return whole.column == found.column && whole.text == found.text;
        };
        if (m_thinned &&
            (found.at < m_sniff.dataBegin || std::any_of(m_wholeNotes.begin(), m_wholeNotes.end(), saysTheSame)))
            continue;
        warn(found.text, found.at, found.column, found.count);
        m_pending.back().warning.contradiction = found.contradiction;
    }
    warnAboutRows(parts);
    std::vector<Column> settled;
    rereadDoubtful(parts, settled);
    sortWarnings();
    for (const SniffNote& found : m_wholeNotes)
        result.warnings.push_back({found.text, 0, found.column, found.count, found.contradiction});
    const Index firstLine = lineOf(m_sniff.dataBegin);
    m_pages.reset();
    m_text = TextBuffer(); // the offsets are lines now, and the join needs the memory

    Table& table = result.table;
    for (const CsvPart& part : parts)
        table.rows += part.rows;
    table.columns.resize(m_sniff.names.size());
    const std::size_t columns = table.columns.size();
    const std::size_t threads =
        static_cast<double>(table.rows) * static_cast<double>(columns) > 1e6 ? threadsFor(m_limits) : 1;
    std::atomic<std::size_t> next = 0;
    std::vector<double> least(columns);
    runParallel(threads, [&](std::size_t) {
        for (std::size_t c = next++; c < columns; c = next++) {
            if (m_stop.stop_requested())
                throw Cancelled();
            Column& column = table.columns[c];
            column = settled[c].size() > 0 ? std::move(settled[c]) : joinColumn(parts, c, m_sniff.plans[c], m_stop);
            column.name = m_sniff.names[c];
            if (column.kind == ColumnKind::Text)
                column.missing = std::count(column.codes.begin(), column.codes.end(), -1);
            else
                least[c] = lookOver(column);
            if (column.missing == table.rows && column.kind == ColumnKind::Text && !m_sniff.plans[c].fixed) {
                column.kind = ColumnKind::Empty;
                column.codes = {};
                column.numbers.assign(static_cast<std::size_t>(table.rows), std::numeric_limits<double>::quiet_NaN());
            }
        }
    });
    if (std::all_of(table.columns.begin(), table.columns.end(),
                    [&](const Column& column) { return column.missing == table.rows; }))
        throw CsvError("empty",
                       m_name + ", line " + std::to_string(firstLine) +
                           ": no cell of the table has a value: all are empty or stand for a missing value. Choose a "
                           "file with data, or other missing words (--missing)",
                       firstLine, 0);
    for (std::size_t c = 0; c < columns; ++c) {
        warnAboutSentinels(table.columns[c], c, least[c]);
        warnAboutCompactDates(table.columns[c], c);
    }
    dropUnnamedEnd(table);

    CsvOptions& options = result.options;
    options.delimiter = m_sniff.dialect.delimiter;
    options.quote = m_sniff.dialect.quote;
    options.decimal = m_sniff.dialect.numbers.decimal;
    options.thousands = m_sniff.dialect.numbers.thousands;
    options.header = m_sniff.header;
    options.skipLines = m_sniff.skipLines;
    options.units = m_sniff.unitRows > 0;
    options.comment = m_sniff.dialect.comment;
    options.missingWords = m_missingWords;
    for (const Column& column : table.columns)
        options.kinds.emplace_back(column.name, column.kind);
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c].kind == ColumnKind::DateTime)
            options.dates.emplace_back(table.columns[c].name, m_sniff.plans[c].order);
        else if (m_sniff.plans[c].clock != ClockForm::None && table.columns[c].kind == ColumnKind::Number)
            options.clocks.emplace_back(table.columns[c].name, m_sniff.plans[c].clock);
    }
    options.marks.emplace();
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (table.columns[c].kind == ColumnKind::Number && !m_sniff.plans[c].mark.empty())
            options.marks->emplace_back(table.columns[c].name, m_sniff.plans[c].mark);
    }
    options.ragged = m_settings.ragged;
    options.maxRows = m_wishes.maxRows;
    if (m_progress)
        m_progress(1);
}

} // namespace netloom
