// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_parser.h"

#include "core/csv/boolean_text.h"

#include <algorithm>
#include <limits>

namespace netloom {

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr Index kGrowRows =
    1024; ///< columns grow by so many rows, so that fresh memory is still in the cache when it is written
constexpr std::size_t kReportBytes = 65536;

bool isOneOf(const std::vector<double>& values, double value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

} // namespace

/// Where the cells of the current row go.
struct CsvParser::Output {
    struct Cell {
        double* numbers = nullptr;
        std::int32_t* codes = nullptr;
        ColumnPart* part = nullptr;
        ColumnKind kind = ColumnKind::Empty;
        bool skip = false;
        bool places = false;
        bool plainNumber = false; ///< numbers that may stand without a mark
        bool plainText = false;

        void store(Index index, std::string_view word, std::size_t at) const
        {
            const std::int32_t code = part->words.code(word);
            codes[index] = code;
            if (places && static_cast<std::size_t>(code) == part->places.size())
                part->places.push_back(at);
        }
    };
    std::vector<Cell> cells;
    Index row = 0;
    std::string scratch;
    bool fatal = false;
};

/// What was counted for the row that is being read, so that a row that is left out can be taken back.
struct CsvParser::RowEvents {
    struct Event {
        std::size_t column;
        CellIssue issue;
    };
    std::vector<Event> cells;

    void note(CsvPart& part, std::size_t column, CellIssue issue, std::size_t at)
    {
        part.columns[column].issue(issue).note(at);
        cells.push_back({column, issue});
    }
    void takeBack(CsvPart& part)
    {
        for (const Event& event : cells)
            --part.columns[event.column].issue(event.issue).count;
        cells.clear();
    }
};

void CsvParser::storeMissing(std::size_t column, Output& output, CsvPart& part, RowEvents& events, const char* at) const
{
    const Output::Cell& cell = output.cells[column];
    if (cell.skip)
        return;
    if (cell.kind == ColumnKind::Text)
        cell.codes[output.row] = -1;
    else
        cell.numbers[output.row] = kMissing;
    const auto offset = static_cast<std::size_t>(at - m_text.data());
    events.note(part, column, CellIssue::Missing, offset);
    if (*at == '#' || (at[0] == 'E' && at[1] == 'r'))
        events.note(part, column, CellIssue::SheetError, offset);
}

void CsvParser::storeText(std::string_view text, const char* at, std::size_t column, Output& output, CsvPart& part,
                          RowEvents& events) const
{
    const Output::Cell& cell = output.cells[column];
    const ColumnPlan& plan = m_settings.plans[column];
    if (isMissingIn(m_settings.missing, text, plan)) {
        storeMissing(column, output, part, events, at);
        return;
    }
    const auto offset = static_cast<std::size_t>(at - m_text.data());
    double value = kMissing;
    const auto unfit = [&](CellIssue issue) {
        events.note(part, column, issue, offset);
        events.note(part, column, CellIssue::Missing, offset);
    };
    switch (cell.kind) {
    case ColumnKind::Text:
        cell.store(output.row, text, offset);
        return;
    case ColumnKind::Number: {
        bool marked = false;
        const ParsedNumber parsed = ColumnEvidence::number(text, plan, m_settings.dialect.numbers, marked);
        if (parsed.kind == NumberText::Number && isOneOf(m_settings.missingNumbers, parsed.value)) {
            storeMissing(column, output, part, events, at);
            return;
        }
        switch (parsed.kind) {
        case NumberText::NotANumber:
            unfit(CellIssue::Unfit);
            if (ColumnEvidence::isOtherNumber(text, m_settings.dialect.numbers))
                events.note(part, column, CellIssue::Foreign, offset);
            break;
        case NumberText::Infinite:
            unfit(CellIssue::Infinite);
            break;
        case NumberText::Overflow:
            unfit(CellIssue::Overflow);
            break;
        case NumberText::Underflow:
            events.note(part, column, CellIssue::Underflow, offset);
            value = 0;
            cell.part->whole = false;
            break;
        case NumberText::Inexact:
            events.note(part, column, CellIssue::Inexact, offset);
            value = parsed.value;
            break;
        case NumberText::Number:
            value = parsed.value;
            cell.part->whole = cell.part->whole && parsed.whole;
            break;
        }
        if (parsed.code)
            events.note(part, column, CellIssue::Code, offset);
        if (marked)
            events.note(part, column, CellIssue::Marked, offset);
        if (parsed.thousands)
            events.note(part, column, CellIssue::Thousands, offset);
        break;
    }
    case ColumnKind::Boolean:
        if (text == plan.trueWord) {
            value = 1;
        } else if (text == plan.falseWord) {
            value = 0;
        } else if (equalIgnoringCase(text, plan.trueWord) || equalIgnoringCase(text, plan.falseWord)) {
            value = equalIgnoringCase(text, plan.trueWord) ? 1 : 0;
            events.note(part, column, CellIssue::Respelled, offset);
        } else {
            unfit(CellIssue::Unfit);
        }
        break;
    case ColumnKind::DateTime: {
        const ParsedDate date = parseDate(text, plan.order);
        if (date.valid) {
            value = date.seconds;
            cell.part->timeOfDay = cell.part->timeOfDay || date.timeOfDay;
        } else {
            unfit(CellIssue::Unfit);
        }
        break;
    }
    case ColumnKind::Empty:
        unfit(CellIssue::Unfit);
        break;
    }
    cell.numbers[output.row] = value;
}

const char* CsvParser::slowCell(const char* p, std::size_t column, Output& output, CsvPart& part,
                                RowEvents& events) const
{
    const char* const start = p;
    const CsvField field = readField(p, m_text.data() + m_text.size(), m_settings.dialect, output.scratch);
    const auto offset = static_cast<std::size_t>(start - m_text.data());
    if (field.unclosed || field.text.size() > m_settings.maxField) {
        part.fatal = field.text.size() > m_settings.maxField ? CsvFatal::FieldTooLong : CsvFatal::UnclosedQuote;
        part.fatalAt = offset;
        output.fatal = true;
        return p;
    }
    if (output.cells[column].skip)
        return p;
    if (field.padded && !field.text.empty() && output.cells[column].kind == ColumnKind::Text)
        part.issue(RowIssue::Padded).note(offset);
    if (field.stray)
        part.issue(RowIssue::Stray).note(offset);
    storeText(field.quoted && output.cells[column].kind != ColumnKind::Text ? trimmed(field.text) : field.text, start,
              column, output, part, events);
    return p;
}

// Returns whether the row is kept. Leaves `p` at the end of the row's line.
bool CsvParser::finishRaggedRow(const char* rowStart, const char*& p, std::size_t column, Output& output, CsvPart& part,
                                RowEvents& events) const
{
    const char* const end = m_text.data() + m_text.size();
    const auto offset = static_cast<std::size_t>(rowStart - m_text.data());
    const std::size_t columns = output.cells.size();
    Index fields = static_cast<Index>(column) + 1;
    bool tooLong = false;
    if (column + 1 == columns) { // a delimiter stands where the line should end
        // A cell in a column that no other row fills was hardly meant for it: the row goes on one cell too far.
        const char* last = p;
        const char mark = m_settings.dialect.delimiter == kDoubleColon ? ':' : m_settings.dialect.delimiter;
        while (last > rowStart && last[-1] != mark)
            --last;
        const std::string_view lastCell = trimmed({last, static_cast<std::size_t>(p - last)});
        const bool shifted = m_settings.lastIsEmpty && !m_settings.missing.contains(lastCell);
        bool onlyEmpty = true;
        while (!isLineEnd(*p)) {
            skipDelimiter(p, m_settings.dialect.delimiter);
            if (m_settings.dialect.delimiter == ' ' && isLineEnd(*p))
                break;
            const char* const start = p;
            const CsvField field = readField(p, end, m_settings.dialect, output.scratch);
            if (field.unclosed) {
                part.fatal = CsvFatal::UnclosedQuote;
                part.fatalAt = static_cast<std::size_t>(start - m_text.data());
                output.fatal = true;
                return false;
            }
            onlyEmpty = onlyEmpty && field.text.empty();
            ++fields;
        }
        if (static_cast<std::size_t>(fields) == columns)
            return true;
        if (onlyEmpty && !shifted) {
            part.issue(RowIssue::EmptyEnd).note(offset);
            return true;
        }
        tooLong = true;
    }
    if (part.ragged() == 0) {
        part.raggedFields = fields;
        part.firstRagged = offset;
    }
    part.issue(tooLong ? RowIssue::TooLong : RowIssue::TooShort).note(offset);
    if (m_settings.ragged != RaggedRows::Pad)
        return false;
    for (std::size_t c = column + 1; c < columns; ++c)
        storeMissing(c, output, part, events, p);
    return true;
}

void CsvParser::parse(std::size_t begin, std::size_t limit, Index reserveRows, CsvPart& part,
                      const std::function<bool(std::size_t)>& progress) const
{
    const char* const text = m_text.data();
    const char* const end = text + m_text.size();
    const char* const stop = text + std::min(limit, m_text.size());
    const CsvDialect& dialect = m_settings.dialect;
    const char delimiter = dialect.delimiter;
    const char quote = dialect.quote;
    // Where the decimal mark is the delimiter too (numbers in quotes), no bare cell holds one: 0xff is in no UTF-8
    // text.
    const char decimal = dialect.numbers.decimal == delimiter ? '\xff' : dialect.numbers.decimal;
    const std::vector<double>& missingNumbers = m_settings.missingNumbers;
    const char commentStart = dialect.comment.empty() ? '\n' : dialect.comment[0];
    const char headerStart = m_settings.header.empty() ? '\n' : m_settings.header[0];
    const std::size_t columns = m_settings.plans.size();

    part.columns.resize(columns);
    Output output;
    output.cells.resize(columns);
    RowEvents events;
    output.row = part.rows;
    Index capacity = 0;
    const auto grow = [&](Index rows) {
        for (std::size_t c = 0; c < columns; ++c) {
            ColumnPart& column = part.columns[c];
            Output::Cell& cell = output.cells[c];
            const ColumnPlan& plan = m_settings.plans[c];
            cell.part = &column;
            cell.kind = plan.kind;
            cell.skip = plan.skip;
            cell.plainNumber = plan.kind == ColumnKind::Number && !plan.skip && !isShareMark(plan.mark) &&
                               plan.clock == ClockForm::None;
            cell.plainText =
                plan.kind == ColumnKind::Text && !plan.skip && isPlainDelimiter(delimiter) && !plan.mostlyTyped;
            cell.places = plan.mostlyTyped;
            if (plan.skip)
                continue;
            if (plan.kind == ColumnKind::Text) {
                column.codes.resize(static_cast<std::size_t>(rows));
                cell.codes = column.codes.data();
            } else {
                column.numbers.resize(static_cast<std::size_t>(rows));
                cell.numbers = column.numbers.data();
            }
        }
        capacity = rows;
    };
    for (std::size_t c = 0; c < columns; ++c) {
        const ColumnPlan& plan = m_settings.plans[c];
        const auto reserve = static_cast<std::size_t>(part.rows + reserveRows);
        if (plan.skip)
            continue;
        if (plan.kind == ColumnKind::Text)
            part.columns[c].codes.reserve(reserve);
        else
            part.columns[c].numbers.reserve(reserve);
    }

    const char* p = text + begin;
    const char* reported = p;
    while (p < stop) {
        if (static_cast<std::size_t>(p - reported) >= kReportBytes) {
            if (progress && !progress(static_cast<std::size_t>(p - reported)))
                break;
            reported = p;
        }
        if (*p == '\xef' && byteOrderMarkAt(p) > 0) {
            part.issue(RowIssue::Mark).note(static_cast<std::size_t>(p - text));
            p += byteOrderMarkAt(p);
        }
        if (isLineEnd(*p) || isBlank(*p) || *p == commentStart) {
            const char* const before = p;
            const bool comment = !dialect.comment.empty() &&
                                 std::string_view(p, static_cast<std::size_t>(end - p)).starts_with(dialect.comment);
            const char* q = p;
            while (comment ? !isLineEnd(*q) : isBlank(*q) && (*q != delimiter || delimiter == ' '))
                ++q;
            if (isLineEnd(*q)) {
                part.issue(comment ? RowIssue::Comment : RowIssue::Blank).note(static_cast<std::size_t>(before - text));
                p = q;
                skipLineEnd(p);
                continue;
            }
            if (delimiter == ' ')
                p = q;
        }
        if (*p == headerStart && repeatsHeader(p, end, m_settings.header)) {
            part.issue(RowIssue::Header).note(static_cast<std::size_t>(p - text));
            p += m_settings.header.size();
            skipLineEnd(p);
            continue;
        }
        if (output.row == capacity)
            grow(capacity == 0 ? part.rows + std::clamp<Index>(reserveRows, 1, kGrowRows)
                               : capacity + std::clamp<Index>(capacity, 1, kGrowRows));

        const char* const rowStart = p;
        const Index row = output.row;
        events.cells.clear();
        bool keep = true;
        std::size_t c = 0;
        for (;;) {
            const Output::Cell& cell = output.cells[c];
            if (cell.plainNumber) {
                double value = 0;
                bool whole = false;
                const char* const q = parseShortNumber(p, decimal, value, whole);
                if (q && (*q == delimiter || isLineEnd(*q))) {
                    if (!missingNumbers.empty() && isOneOf(missingNumbers, value)) {
                        storeMissing(c, output, part, events, p);
                    } else {
                        cell.numbers[row] = value;
                        cell.part->whole = cell.part->whole && whole;
                    }
                    p = q;
                } else {
                    p = slowCell(p, c, output, part, events);
                }
            } else if (cell.plainText && *p != quote && !isBlank(*p)) {
                const char* q = p;
                while (*q != delimiter && !isLineEnd(*q))
                    ++q;
                if (q == p || isBlank(q[-1]) || static_cast<std::size_t>(q - p) > m_settings.maxField) {
                    p = slowCell(p, c, output, part, events);
                } else {
                    const std::string_view word(p, static_cast<std::size_t>(q - p));
                    if (m_settings.missing.contains(word) && isMissingIn(m_settings.missing, word, m_settings.plans[c]))
                        storeMissing(c, output, part, events, p);
                    else
                        cell.store(row, word, static_cast<std::size_t>(p - text));
                    p = q;
                }
            } else {
                p = slowCell(p, c, output, part, events);
            }
            if (output.fatal)
                break;
            if (++c == columns)
                break;
            if (!isDelimiter(p, delimiter)) {
                keep = finishRaggedRow(rowStart, p, c - 1, output, part, events);
                break;
            }
            skipDelimiter(p, delimiter);
            if (delimiter == ' ' && isLineEnd(*p)) {
                keep = finishRaggedRow(rowStart, p, c - 1, output, part, events);
                break;
            }
        }
        if (output.fatal)
            break;
        if (c == columns && !isLineEnd(*p)) {
            keep = finishRaggedRow(rowStart, p, columns - 1, output, part, events);
            if (output.fatal)
                break;
        }
        if (keep)
            ++output.row;
        else
            events.takeBack(part);
        skipLineEnd(p);
    }
    if (progress)
        progress(static_cast<std::size_t>(std::min(p, end) - reported));
    part.rows = output.row;
    part.stopped = static_cast<std::size_t>(std::min(p, end) - text);
    grow(part.rows);
}

} // namespace netloom
