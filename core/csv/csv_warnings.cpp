// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/csv/csv_job.h"
#include "core/data/date_text.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kMostWarnings = 100;

} // namespace

std::string counted(Index count, const std::string& one, const std::string& many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string shownColumn(const std::string& name)
{
    std::string shown = "column ";
    shown += quoted(name, 40);
    return shown;
}

void CsvJob::warnAboutCodes(std::size_t column, std::size_t at, Index count)
{
    warn(shownColumn(m_sniff.names[column]) +
             " is read as text: its numbers have leading zeros, which a number would lose",
         at, static_cast<Index>(column) + 1, count);
}

void CsvJob::warnAboutMark(std::size_t column, std::size_t at, Index count)
{
    if (count == 0)
        return;
    const ColumnPlan& plan = m_sniff.plans[column];
    const auto place = static_cast<Index>(column) + 1;
    const std::string shown = shownColumn(m_sniff.names[column]) + ": ";
    if (plan.clock != ClockForm::None) {
        const bool hours = plan.clock == ClockForm::HoursMinutes;
        std::string pairs;
        if (plan.clockPairs)
            pairs = std::string("; two numbers are ") + (hours ? "hours and minutes" : "minutes and seconds");
        warn(shown + counted(count, "time was", "times were") + " read as seconds" + pairs, at, place, count);
        return;
    }
    std::string how;
    const auto add = [&](const std::string& text) { how += (how.empty() ? "" : ", ") + text; };
    if (!plan.mark.empty())
        add(std::string("without ") + (count == 1 ? "its " : "their ") + (isUnitMark(plan.mark) ? "unit " : "sign ") +
            quoted(plan.mark, 16));
    if ((plan.dress & NumberDress::Magnitude) != 0)
        add("K, M and the like multiplied");
    if ((plan.dress & NumberDress::Accounting) != 0)
        add("negative where in parentheses or with a minus behind");
    if ((plan.dress & NumberDress::AtLeast) != 0)
        add("without the plus behind");
    if ((plan.dress & NumberDress::NoCents) != 0)
        add("without the dash in place of cents");
    if ((plan.dress & NumberDress::Flag) != 0)
        add("without the flags behind");
    if ((plan.dress & NumberDress::Limit) != 0)
        add("limits as the number behind their sign");
    warn(shown + counted(count, "number was read ", "numbers were read ") + how, at, place, count);
}

std::string CsvJob::adviceFor(std::size_t column) const
{
    const ColumnPlan& plan = m_sniff.plans[column];
    const std::string type = "(--type " + quoted(m_sniff.names[column] + "=number", 60) + ')';
    if (plan.limits)
        return "; limits can be read as the number behind their sign " + type;
    if (!plan.otherMark.empty())
        return "; the numbers before " + quoted(plan.otherMark, 16) + " can be read " + type;
    return {};
}

void CsvJob::warn(std::string text, std::size_t at, Index column, Index count)
{
    CsvWarning warning;
    warning.text = std::move(text);
    warning.column = column;
    warning.count = count;
    m_pending.push_back({std::move(warning), at});
}

void CsvJob::warnAboutColumn(std::size_t column, const ColumnTotals& totals)
{
    const std::string shown = shownColumn(m_sniff.names[column]);
    const auto number = static_cast<Index>(column) + 1;
    if (m_sniff.plans[column].codes)
        warnAboutCodes(column, m_sniff.plans[column].oddAt, 0);
    const auto tell = [&](CellIssue issue, const std::string& one, const std::string& many) {
        const Index count = totals.count(issue);
        if (count > 0)
            warn(shown + ": " + counted(count, one, many), totals.first(issue), number, count);
    };
    const Index unfit = totals.count(CellIssue::Unfit);
    if (unfit > 0) {
        std::string scratch;
        const std::size_t at = totals.first(CellIssue::Unfit);
        if (m_pages)
            m_pages->restore(at, at + m_limits.maxField);
        const char* p = m_text.data() + at;
        const CsvField field = readField(p, m_text.data() + m_text.size(), m_sniff.dialect, scratch);
        const ColumnKind kind = m_sniff.plans[column].kind;
        const std::string wanted = kind == ColumnKind::Number     ? "numbers"
                                   : kind == ColumnKind::DateTime ? "dates"
                                                                  : "values of this kind";
        warn(shown + ": " + std::to_string(unfit) + " of " + counted(totals.present(), "value", "values") +
                 " cannot be read as " + wanted + " and count as missing, such as " + quoted(field.text, 40),
             totals.first(CellIssue::Unfit), number, unfit);
    }
    tell(CellIssue::SheetError, "cell holds an error of a spreadsheet and counts as missing",
         "cells hold an error of a spreadsheet and count as missing");
    tell(CellIssue::Infinite, "infinite value counts as missing", "infinite values count as missing");
    tell(CellIssue::Overflow, "number is too large for a double and counts as missing",
         "numbers are too large for a double and count as missing");
    tell(CellIssue::Underflow, "number is too small for a double and was read as 0",
         "numbers are too small for a double and were read as 0");
    tell(CellIssue::Inexact, "whole number is too long for a double and was rounded",
         "whole numbers are too long for a double and were rounded");
    tell(CellIssue::Thousands, "number was read without its thousands marks",
         "numbers were read without their thousands marks");
    warnAboutMark(column, totals.first(CellIssue::Marked), totals.count(CellIssue::Marked));
    tell(CellIssue::Respelled, "word differs in upper and lower case from the others",
         "words differ in upper and lower case from the others");
}

void CsvJob::warnAboutRows(const std::vector<CsvPart>& parts)
{
    std::array<Tally, kRowIssues> issues;
    for (const CsvPart& part : parts) {
        for (std::size_t i = 0; i < kRowIssues; ++i)
            issues[i].add(part.issues[i]);
    }
    const auto tell = [&](RowIssue issue, const std::string& one, const std::string& many) {
        const Tally& tally = issues[static_cast<std::size_t>(issue)];
        if (tally.count > 0)
            warn(counted(tally.count, one, many), tally.first, 0, tally.count);
    };
    tell(RowIssue::Header, "row that repeats the header left out", "rows that repeat the header left out");
    tell(RowIssue::Mark, "byte order mark within the file left out", "byte order marks within the file left out");
    const bool pad = m_settings.ragged == RaggedRows::Pad;
    tell(RowIssue::Blank, "blank line skipped", "blank lines skipped");
    tell(RowIssue::Comment, "comment line skipped", "comment lines skipped");
    tell(RowIssue::TooShort,
         pad ? "row with too few fields padded with missing cells" : "row with too few fields left out",
         pad ? "rows with too few fields padded with missing cells" : "rows with too few fields left out");
    tell(RowIssue::TooLong, pad ? "row with too many fields cut" : "row with too many fields left out",
         pad ? "rows with too many fields cut" : "rows with too many fields left out");
    tell(RowIssue::EmptyEnd, "row with a delimiter at its end read without the empty cell behind it",
         "rows with a delimiter at their end read without the empty cell behind it");
    tell(RowIssue::Padded, "text read without the blanks around it", "texts read without the blanks around them");
    tell(RowIssue::Stray, "cell with text behind its closing quote kept letter for letter",
         "cells with text behind their closing quote kept letter for letter");
}

// -999 and the like, far below every other value, often stand for a missing value. Nothing is changed, the user
// decides.
void CsvJob::warnAboutSentinels(const Column& column, std::size_t index, double least)
{
    if (column.kind != ColumnKind::Number)
        return;
    if (least != -999 && least != -9999 && least != -99999 && least != -99)
        return;
    double next = std::numeric_limits<double>::infinity();
    Index count = 0;
    for (const double value : column.numbers) {
        count += value == least;
        next = value > least && value < next ? value : next;
    }
    if (next < 0 || count == static_cast<Index>(column.numbers.size()))
        return;
    CsvWarning warning;
    warning.text = shownColumn(column.name) + ": " + counted(count, "value is ", "values are ") +
                   column.text(static_cast<Index>(std::find(column.numbers.begin(), column.numbers.end(), least) -
                                                  column.numbers.begin())) +
                   "; if this stands for a missing value, add it to the missing words";
    warning.column = static_cast<Index>(index) + 1;
    warning.count = count;
    m_result->warnings.push_back(std::move(warning));
}

// 20190515 and the like: as numbers, the last of May and the first of June are 70 apart.
void CsvJob::warnAboutCompactDates(const Column& column, std::size_t index)
{
    if (column.kind != ColumnKind::Number || !column.integers || column.size() < 3)
        return;
    const auto isDate = [](double value) {
        if (std::isnan(value))
            return true;
        if (!(value >= 19000101 && value <= 21001231))
            return false;
        return parseDate(std::to_string(static_cast<std::int64_t>(value)), DateOrder::YearMonthDay).valid;
    };
    if (column.missing == column.size() || !std::all_of(column.numbers.begin(), column.numbers.end(), isDate))
        return;
    CsvWarning warning;
    warning.text = shownColumn(column.name) + ": whole numbers such as " +
                   column.text(static_cast<Index>(std::find_if(column.numbers.begin(), column.numbers.end(),
                                                               [](double value) { return !std::isnan(value); }) -
                                                  column.numbers.begin())) +
                   " look like dates; they are read as numbers, unless told otherwise (--type " +
                   quoted(column.name + "=datetime", 60) + ')';
    warning.column = static_cast<Index>(index) + 1;
    m_result->warnings.push_back(std::move(warning));
}

void CsvJob::dropUnnamedEnd(Table& table)
{
    if (!m_sniff.unnamedEnd || table.columns.size() < 2 || table.columns.back().kind != ColumnKind::Empty)
        return;
    CsvWarning warning;
    warning.text = "the empty column without a name behind the last delimiter is left out";
    warning.column = static_cast<Index>(table.columns.size());
    m_result->warnings.push_back(std::move(warning));
    table.columns.pop_back();
}

void CsvJob::sortWarnings()
{
    std::stable_sort(m_pending.begin(), m_pending.end(),
                     [](const Pending& a, const Pending& b) { return a.at < b.at; });
    const std::size_t shown = std::min(m_pending.size(), kMostWarnings);
    for (std::size_t i = 0; i < shown; ++i) {
        CsvWarning& warning = m_pending[i].warning;
        warning.line = lineOf(m_pending[i].at);
        m_result->warnings.push_back(std::move(warning));
    }
    if (shown < m_pending.size()) {
        CsvWarning more;
        more.count = static_cast<Index>(m_pending.size() - shown);
        more.text = counted(more.count, "more warning", "more warnings") + " of this kind";
        m_result->warnings.push_back(std::move(more));
    }
    m_pending.clear();
}

} // namespace netloom
