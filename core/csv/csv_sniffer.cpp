// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_sniffer.h"

#include "core/base/error.h"
#include "core/csv/csv_sample.h"
#include "core/csv/delimiter_guess.h"
#include "core/csv/header_guess.h"
#include "core/csv/known_reading.h"
#include "core/csv/line_numbers.h"
#include "core/csv/number_format_guess.h"
#include "core/csv/number_mark.h"
#include "core/csv/preamble_guess.h"

#include <algorithm>
#include <optional>

namespace netloom {

namespace {

constexpr std::size_t kMostFooterCells = 64;
constexpr std::size_t kMostUnitRows = 5;

class Sniffer
{
public:
    Sniffer(const TextBuffer& text, const CsvOptions& wishes, const MissingWords& missing,
            std::optional<std::size_t> unitRows)
        : m_text(text), m_wishes(wishes), m_missing(missing), m_unitRows(unitRows)
    {
    }

    CsvSniff run()
    {
        m_sniff.dataEnd = m_text.size();
        skipWished();
        chooseDialect();
        skipPreamble();
        CsvSample sample = sampleRows(m_text, m_begin, m_sniff.dialect, m_guess.columns, kMaxColumns);
        m_rows = std::move(sample.rows);
        m_ends = std::move(sample.ends);
        m_far = std::move(sample.far);
        m_sniff.rowBytes = sample.rowBytes;
        if (m_rows.empty())
            return std::move(m_sniff);
        chooseNumbers();
        chooseColumns();
        leaveFooter();
        m_sniff.columns = m_columns;
        if (m_columns > kMaxColumns)
            return std::move(m_sniff);
        choosePlans();
        name();
        noteColumns();
        noteLines();
        return std::move(m_sniff);
    }

private:
    void note(std::string text, std::size_t at, Index column = 0, Index count = 0)
    {
        m_sniff.notes.push_back({std::move(text), at, column, count});
    }

    void skipWished()
    {
        char delimiter = ',';
        const std::size_t line = separatorLine(m_text, delimiter);
        if (line > 0 && !m_wishes.delimiter)
            m_wishes.delimiter = delimiter;
        m_begin = line;
        if (m_wishes.skipLines) {
            const char* p = m_text.data();
            const char* const end = p + m_text.size();
            for (Index i = 0; i < *m_wishes.skipLines && p < end; ++i) {
                while (!isLineEnd(*p))
                    ++p;
                skipLineEnd(p);
            }
            m_begin = static_cast<std::size_t>(std::min(p, end) - m_text.data());
        }
    }

    void chooseDialect()
    {
        std::string comment = m_wishes.comment.value_or("#");
        const std::string_view window = m_text.view().substr(m_begin, kSampleBytes);
        const bool present = window.starts_with(comment) || window.find("\n" + comment) != std::string_view::npos ||
                             window.find("\r" + comment) != std::string_view::npos;
        if (!m_wishes.comment && !present)
            comment.clear();
        m_guess = guessDelimiter(m_text, m_begin, m_wishes, comment);
        if (!m_wishes.comment && !comment.empty()) {
            // Lines that are divided like all others are rows, unless the file begins with several of them.
            DelimiterGuess plain = guessDelimiter(m_text, m_begin, m_wishes, {});
            const auto hashed = [&](const CsvRow& row) { return !row.cells.empty() && row.cells[0].starts_with('#'); };
            const bool rows = std::all_of(plain.rows.begin(), plain.rows.end(), [&](const CsvRow& row) {
                return !hashed(row) || row.fields == m_guess.columns;
            });
            const bool several = plain.rows.size() > 1 && hashed(plain.rows[0]) && hashed(plain.rows[1]);
            const bool single = m_guess.columns == 1 && (plain.rows.empty() || !hashed(plain.rows[0]));
            if (m_guess.rows.empty() || single || (rows && !several && m_guess.columns > 1)) {
                comment.clear();
                m_guess = std::move(plain);
            }
        }
        m_sniff.dialect.delimiter = m_guess.delimiter;
        m_sniff.dialect.quote = m_guess.quote;
        m_sniff.dialect.comment = comment;
    }

    void skipPreamble()
    {
        const std::vector<CsvRow>& rows = m_guess.rows;
        std::size_t first = 0;
        if (!m_wishes.skipLines)
            first = preambleRows(m_text, rows, m_guess.columns);
        if (first > 0) {
            const Index lines =
                countLineEnds(m_text.view().substr(rows[0].offset, rows[first].offset - rows[0].offset));
            note((lines == 1 ? std::string("1 line") : std::to_string(lines) + " lines") +
                     " above the table left out, beginning with " + quoted(firstText(rows), 40),
                 rows[0].offset, 0, lines);
            m_begin = rows[first].offset;
            // The lines above have had their say in the number of columns; what they leave counts.
            CsvOptions found = m_wishes;
            found.delimiter = m_guess.delimiter;
            found.quote = m_guess.quote;
            m_guess = guessDelimiter(m_text, m_begin, found, m_sniff.dialect.comment);
        }
        m_sniff.skipLines = m_wishes.skipLines.value_or(countLineEnds(m_text.view().substr(0, m_begin)));
    }

    void chooseNumbers()
    {
        NumberFormatGuess guess;
        for (const auto* rows : {&m_rows, &m_far}) {
            for (std::size_t r = rows == &m_rows && m_rows.size() > 1 ? 1 : 0; r < rows->size(); ++r) {
                for (const std::string& cell : (*rows)[r].cells) {
                    const std::optional<DressedNumber> dressed = undressed(trimmed(cell));
                    guess.add(dressed ? dressed->digits : trimmed(cell));
                }
            }
        }
        NumberFormat& format = m_sniff.dialect.numbers = guess.format(m_sniff.dialect.delimiter);
        const bool asUsual = m_wishes.usual && !m_wishes.decimal && !m_wishes.thousands && m_known.takesNumbers(format);
        if (m_wishes.decimal) {
            if (format.decimal != *m_wishes.decimal)
                format.thousands = '\0';
            format.decimal = *m_wishes.decimal;
        }
        if (m_wishes.thousands)
            format.thousands = *m_wishes.thousands;
        if (format.thousands == format.decimal)
            format.thousands = '\0';
        if (guess.ambiguous() && !asUsual && !m_wishes.decimal && !m_wishes.thousands)
            note(format.decimal == ','
                     ? "numbers like \"1,234\" are read with a decimal comma; they could have thousands marks"
                     : "numbers like \"1,234\" are read with thousands marks; they could have a decimal comma",
                 m_rows[0].offset);
        if (guess.ambiguousPoints() && !asUsual && m_sniff.dialect.delimiter != ',' && !m_wishes.decimal &&
            !m_wishes.thousands)
            note("numbers like \"1.234\" are read with a decimal point; they could have thousands marks (--decimal "
                 "comma "
                 "--thousands point)",
                 m_rows[0].offset);
        if (m_guess.delimiter == ' ' &&
            m_text.view().substr(m_begin, kSampleBytes).find('\t') != std::string_view::npos && !m_wishes.delimiter)
            note("runs of blanks and tabs are read as one delimiter; if each tab divides, choose it (--delimiter tab)",
                 m_rows[0].offset);
        if (m_guess.singleColumn && format.decimal == ',' && !m_wishes.delimiter && !m_wishes.decimal)
            note("read as one column of numbers with a decimal comma; it could be two columns with a comma between",
                 m_rows[0].offset);
    }

    // Notes below the table are no rows of it.
    void leaveFooter()
    {
        const bool whole = m_ends.back() == m_text.size();
        std::vector<CsvRow> tail;
        if (!whole)
            tail = lastRows(m_text, m_ends.back(), m_sniff.dialect, kMostFooterCells);
        const std::vector<CsvRow>& rows = whole ? m_rows : tail;
        const std::size_t count = footerRows(m_text, rows, m_columns);
        if (count == 0)
            return;
        const std::size_t top = rows.size() - count;
        m_sniff.dataEnd = rows[top].offset;
        const std::vector<CsvRow> notes(rows.begin() + static_cast<std::ptrdiff_t>(top), rows.end());
        note((count == 1 ? std::string("1 line") : std::to_string(count) + " lines") +
                 " below the table left out, beginning with " + quoted(firstText(notes), 40),
             m_sniff.dataEnd, 0, static_cast<Index>(count));
        const auto isNote = [&](const CsvRow& row) { return row.offset >= m_sniff.dataEnd; };
        m_far.erase(std::remove_if(m_far.begin(), m_far.end(), isNote), m_far.end());
        if (whole) {
            m_rows.resize(top);
            m_ends.resize(top);
        }
    }

    void chooseColumns()
    {
        const CsvRow& first = m_rows[0];
        m_columns = m_guess.columns;
        m_shift = 0;
        if (first.fields == m_columns || m_rows.size() == 1) {
            m_columns = first.fields;
            return;
        }
        const auto likeRest =
            std::count_if(m_rows.begin() + 1, m_rows.end(), [&](const CsvRow& row) { return row.fields == m_columns; });
        const bool allRest = likeRest == static_cast<std::ptrdiff_t>(m_rows.size()) - 1;
        const bool emptyEnds = std::all_of(m_rows.begin() + 1, m_rows.end(), [&](const CsvRow& row) {
            return row.fields < m_columns || (row.fields == m_columns && row.filled < row.fields);
        });
        if (first.hasDelimiterTooMany(m_columns))
            return;
        if (first.fields + 1 == m_columns && !emptyEnds && allRest && likeRest >= 3 && m_wishes.header.value_or(true)) {
            m_shift = 1;
            note("the header has one name fewer than the rows have cells: the first column is taken for row names",
                 first.offset);
            return;
        }
        m_columns = first.fields;
    }

    std::vector<ColumnPlan> plansFrom(std::size_t firstRow) const
    {
        std::vector<ColumnEvidence> found(m_columns);
        // Row by row, as the cells lie in memory.
        const auto add = [&](const CsvRow& row) {
            if (firstRow > 0 && isHeaderAgain(row))
                return;
            for (std::size_t c = 0; c < m_columns; ++c)
                weigh(row, c, found[c]);
        };
        for (std::size_t r = firstRow; r < m_rows.size(); ++r)
            add(m_rows[r]);
        std::for_each(m_far.begin(), m_far.end(), add);
        std::vector<ColumnPlan> plans;
        plans.reserve(m_columns);
        for (const ColumnEvidence& column : found)
            plans.push_back(column.plan());
        return plans;
    }

    bool isHeaderAgain(const CsvRow& row) const
    {
        const std::string& header = m_sniff.headerText;
        const char* const first = m_text.data();
        return !header.empty() && row.offset != m_sniff.headerAt &&
               repeatsHeader(first + row.offset, first + m_text.size(), header);
    }

    // Files that were joined have their header several times. Only names can be told from rows that are alike.
    void lookAtHeader()
    {
        const CsvRow& first = m_rows[0];
        m_sniff.headerAt = first.offset;
        if (m_columns < 2 || first.unclosed || !mayBeNames(first, m_sniff.dialect.numbers, m_missing))
            return;
        std::string_view line = m_text.view().substr(first.offset, m_ends[0] - first.offset);
        while (!line.empty() && isLineEnd(line.back()))
            line.remove_suffix(1);
        m_sniff.headerText = line;
    }

    // Rows that are one cell too long with nothing in it end with a delimiter, unless the others leave the cell before
    // it empty too: then a delimiter too many stands further to the left.
    void lookAtLastColumn(std::size_t firstRow)
    {
        std::size_t empty = 0;
        std::size_t longer = 0;
        bool filled = false;
        const auto look = [&](const CsvRow& row) {
            if (row.fields == m_columns && row.cells.size() == m_columns) {
                const bool missing = m_missing.contains(trimmed(row.cells.back()));
                empty += missing;
                filled = filled || !missing;
            }
            longer += row.fields == m_columns + 1;
        };
        std::for_each(m_rows.begin() + static_cast<std::ptrdiff_t>(std::min(firstRow, m_rows.size())), m_rows.end(),
                      look);
        std::for_each(m_far.begin(), m_far.end(), look);
        m_sniff.lastIsEmpty = m_columns > 1 && !filled && empty > 0 && empty >= 2 * longer;
        if (m_sniff.lastIsEmpty)
            m_sniff.plans.back() = ColumnPlan();
    }

    // As the parser has it: a row may end with delimiters too many.
    bool isWhole(const CsvRow& row) const
    {
        if (row.fields <= m_columns || row.filled > m_columns)
            return row.fields == m_columns;
        return !m_sniff.lastIsEmpty || row.filled < m_columns || row.cells.size() < m_columns ||
               m_missing.contains(trimmed(row.cells[m_columns - 1]));
    }

    void weigh(const CsvRow& row, std::size_t column, ColumnEvidence& found) const
    {
        if (column >= row.cells.size() || (m_wishes.ragged == RaggedRows::Skip && !isWhole(row)))
            return;
        const std::string_view cell = trimmed(row.cells[column]);
        if (m_missing.contains(cell) || m_missing.containsFlagged(cell))
            found.addMissing(cell);
        else
            found.add(cell, m_sniff.dialect.numbers, 1, row.offsets[column]);
    }

    ColumnEvidence evidenceOf(std::size_t column, std::size_t firstRow) const
    {
        ColumnEvidence found;
        for (std::size_t r = firstRow; r < m_rows.size(); ++r)
            weigh(m_rows[r], column, found);
        for (const CsvRow& row : m_far)
            weigh(row, column, found);
        return found;
    }

    // The plans of the columns without the first row and the rows of units below it, which are counted.
    std::vector<ColumnPlan> plansBelowUnits(std::size_t& units) const
    {
        if (m_unitRows) {
            units = std::min(*m_unitRows, m_rows.size() - 1);
            return plansFrom(m_rows.size() > 1 ? 1 + units : 0);
        }
        const bool wanted = m_wishes.units.value_or(m_rows.size() >= 4) && m_wishes.header.value_or(true);
        const std::size_t most = m_wishes.units ? m_rows.size() - 1 : m_rows.size() >= 4 ? m_rows.size() - 3 : 0;
        std::size_t candidates = 0;
        while (wanted && candidates < std::min(most, kMostUnitRows) && mayBeUnits(m_rows[candidates + 1]) &&
               !isHeaderAgain(m_rows[candidates + 1]))
            ++candidates;
        units = 0;
        if (candidates > 0) {
            std::vector<ColumnPlan> below = plansFrom(1 + candidates);
            while (units < candidates && guessUnits(m_rows[units + 1], below, m_sniff.dialect.numbers, m_missing))
                ++units;
            if (units == candidates)
                return below;
        }
        if (units == 0 && m_wishes.units == true && m_rows.size() >= 2)
            units = 1;
        return plansFrom(m_rows.size() > 1 ? 1 + units : 0);
    }

    void choosePlans()
    {
        lookAtHeader();
        const NumberFormat format = m_sniff.dialect.numbers;
        // Rows of units, questions or codes between the names and the data have a say in neither.
        std::size_t unitRows = 0;
        std::vector<ColumnPlan> plans = plansBelowUnits(unitRows);
        const auto isHeader = [&] { return guessHeader(m_rows, plans, format, m_missing); };
        m_sniff.header = m_wishes.header.value_or(m_shift > 0 || isHeader());
        if (const char sign = m_guess.singleColumn && !m_wishes.delimiter && plans[0].kind == ColumnKind::Text
                                  ? regularSign(m_rows)
                                  : '\0';
            sign != '\0') {
            note("no delimiter that is known divides the lines; if " + quoted(std::string_view(&sign, 1)) +
                     " does, choose it (--delimiter)",
                 m_rows[0].offset);
            // A line of several cells is hardly the name of one column.
            if (!m_wishes.header && m_rows[0].cells[0].find_first_of("0123456789") != std::string::npos)
                m_sniff.header = false;
        }
        std::size_t firstData = m_sniff.header ? 1 + unitRows : 0;
        if (!m_sniff.header) {
            m_sniff.headerText.clear();
            if (m_rows.size() > 1)
                plans = plansFrom(0);
        } else if (unitRows > 0) {
            m_sniff.unitRows = unitRows;
            note((unitRows == 1
                      ? std::string("a row that looks like units is")
                      : std::to_string(unitRows) + " rows below the names that look like units or questions are") +
                     " left out, beginning with " + quoted(firstText({m_rows[1]}), 40),
                 m_rows[1].offset, 0, static_cast<Index>(unitRows));
        }
        m_sniff.plans = std::move(plans);
        lookAtLastColumn(firstData);
        // 1,75 in a file without a header could be a number with a decimal comma as well.
        const bool pairs = m_columns == 2 && m_sniff.dialect.delimiter == ',' && !m_sniff.header && !m_wishes.delimiter;
        const bool whole = std::all_of(m_rows.begin(), m_rows.end(), [](const CsvRow& row) {
            return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
                return !cell.empty() && cell.find_first_not_of("-0123456789") == std::string::npos;
            });
        });
        if (pairs && whole)
            note("read as two columns of whole numbers; if these are numbers with a decimal comma, choose another "
                 "delimiter and the decimal comma",
                 m_rows[0].offset);
        m_sniff.dataBegin = firstData == 0 ? m_rows[0].offset : m_ends[firstData - 1];
        m_firstData = firstData;
    }

    void noteColumns()
    {
        const std::size_t firstData = m_firstData;
        if (firstData >= m_rows.size())
            return;
        m_known.takeOrders(firstData, [&](std::size_t column) { return evidenceOf(column, firstData); });
        m_known.takeMarks(firstData);
        for (std::size_t c = 0; c < m_columns; ++c) {
            const ColumnPlan& plan = m_sniff.plans[c];
            if (plan.signs)
                note("signs that often stand for a missing value are values here, beside other signs",
                     m_rows[firstData].offset, static_cast<Index>(c) + 1);
            if (plan.kind != ColumnKind::DateTime)
                continue;
            const ColumnEvidence found = evidenceOf(c, firstData);
            if (found.shortYears())
                note("years of two digits are read as those from 1969 to 2068", m_rows[firstData].offset,
                     static_cast<Index>(c) + 1);
            if (found.ambiguousDates() && !m_known.hasOrderOf(c))
                note("dates like " + quoted(m_rows[firstData].cells.size() > c ? m_rows[firstData].cells[c] : "", 20) +
                         " are read with the day first",
                     m_rows[firstData].offset, static_cast<Index>(c) + 1);
        }
    }

    void name()
    {
        std::vector<std::string> cells;
        if (m_sniff.header) {
            cells = m_rows[0].cells;
            if (m_shift > 0)
                cells.insert(cells.begin(), std::string());
        }
        ColumnNames made = makeColumnNames(cells, m_columns);
        m_sniff.unnamedEnd =
            m_sniff.header && m_columns > 1 && (cells.size() < m_columns || trimmed(cells[m_columns - 1]).empty());
        if (made.repeated > 0)
            note(std::to_string(made.repeated) +
                     (made.repeated == 1 ? " repeated column name" : " repeated column names") +
                     " made unique, first " + quoted(made.firstRepeated, 40),
                 m_rows[0].offset, 0, static_cast<Index>(made.repeated));
        const std::size_t unnamed = made.unnamed - (m_sniff.unnamedEnd || m_shift > 0 ? 1 : 0);
        if (m_sniff.header && made.unnamed > 0 && unnamed > 0)
            note(std::to_string(unnamed) + (unnamed == 1 ? " column" : " columns") + " without a name numbered",
                 m_rows[0].offset, 0, static_cast<Index>(unnamed));
        m_sniff.names = std::move(made.names);
        for (const auto& [column, kind] : m_wishes.kinds)
            fix(column, kind);
    }

    // What can be asked about the lines above the first row.
    void noteLines()
    {
        const std::string& comment = m_sniff.dialect.comment;
        if (comment.empty())
            return;
        const char* p = m_text.data() + m_begin;
        const char* const end = m_text.data() + m_sniff.dataBegin;
        Index lines = 0;
        const auto first = static_cast<std::size_t>(p - m_text.data());
        while (p < end) {
            lines += std::string_view(p, static_cast<std::size_t>(end - p)).starts_with(comment);
            while (!isLineEnd(*p))
                ++p;
            skipLineEnd(p);
        }
        if (lines > 0)
            note(std::to_string(lines) + (lines == 1 ? " comment line" : " comment lines") +
                     " above the first row skipped",
                 first, 0, lines);
    }

    // The words of a boolean column as its first true and its first false cell have them.
    void spellAsSeen(ColumnPlan& plan, std::size_t column) const
    {
        ColumnEvidence all;
        for (std::size_t r = m_firstData; r < m_rows.size(); ++r) {
            ColumnEvidence cell;
            weigh(m_rows[r], column, cell);
            if (cell.plan().kind == ColumnKind::Boolean)
                weigh(m_rows[r], column, all);
        }
        if (const ColumnPlan seen = all.plan(); seen.kind == ColumnKind::Boolean) {
            plan.trueWord = seen.trueWord;
            plan.falseWord = seen.falseWord;
        }
    }

    void fix(const std::string& column, ColumnKind kind)
    {
        const std::size_t c = m_sniff.placeOf(column);
        if (c == m_sniff.names.size()) {
            note("there is no column " + quoted(column, 40) + " to be read as " + std::string(kindName(kind)), 0);
            return;
        }
        ColumnPlan& plan = m_sniff.plans[c];
        if (kind == ColumnKind::DateTime && plan.kind != kind) {
            // The order of day and month that fits most values.
            Index most = -1;
            for (const DateOrder order : {DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear}) {
                const auto fit = std::count_if(m_rows.begin(), m_rows.end(), [&](const CsvRow& row) {
                    return c < row.cells.size() && parseDate(row.cells[c], order).valid;
                });
                if (fit > most) {
                    most = fit;
                    plan.order = order;
                }
            }
        }
        if (kind == ColumnKind::Boolean && plan.kind != kind) {
            plan.trueWord = plan.kind == ColumnKind::Number ? "1" : "true";
            plan.falseWord = plan.kind == ColumnKind::Number ? "0" : "false";
            spellAsSeen(plan, c);
        }
        plan.fix(kind);
    }

    const TextBuffer& m_text;
    CsvOptions m_wishes;
    const MissingWords& m_missing;
    std::optional<std::size_t> m_unitRows;
    CsvSniff m_sniff;
    DelimiterGuess m_guess;
    std::size_t m_begin = 0;
    std::size_t m_columns = 0;
    std::size_t m_shift = 0;
    std::vector<CsvRow> m_rows;
    std::vector<std::size_t> m_ends;
    std::vector<CsvRow> m_far;
    std::size_t m_firstData = 0; ///< row of m_rows
    KnownReading m_known{m_sniff, m_wishes, m_rows, m_far};
};

} // namespace

CsvSniff sniffCsv(const TextBuffer& text, const CsvOptions& wishes, const MissingWords& missing,
                  std::optional<std::size_t> unitRows)
{
    return Sniffer(text, wishes, missing, unitRows).run();
}

} // namespace netloom
