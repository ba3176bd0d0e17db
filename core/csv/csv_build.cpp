// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_build.h"

#include "core/base/cancelled.h"
#include "core/csv/boolean_text.h"

#include <algorithm>
#include <limits>

namespace netloom {

namespace {

// In a loop that can be long: looks now and then whether to go on.
void checkStop(const std::stop_token& stop, std::size_t step)
{
    if (step % 65536 == 0 && stop.stop_requested())
        throw Cancelled();
}

template<typename T>
std::vector<T> joined(std::vector<CsvPart>& parts, std::size_t index, std::vector<T> ColumnPart::*member)
{
    std::vector<T> all = std::move(parts[0].columns[index].*member);
    std::size_t rows = all.size();
    for (std::size_t i = 1; i < parts.size(); ++i)
        rows += (parts[i].columns[index].*member).size();
    all.reserve(rows);
    for (std::size_t i = 1; i < parts.size(); ++i) {
        std::vector<T> later = std::move(parts[i].columns[index].*member);
        all.insert(all.end(), later.begin(), later.end());
    }
    return all;
}

} // namespace

ColumnTotals totalsOf(const std::vector<CsvPart>& parts, std::size_t column)
{
    ColumnTotals totals;
    for (const CsvPart& part : parts) {
        totals.rows += part.rows;
        for (std::size_t i = 0; i < kCellIssues; ++i)
            totals.issues[i].add(part.columns[column].issues[i]);
    }
    return totals;
}

bool isDoubtful(const ColumnPlan& plan, const ColumnTotals& totals)
{
    const Index unfit = totals.count(CellIssue::Unfit);
    if (plan.skip || unfit + totals.count(CellIssue::Code) == 0)
        return false;
    // Which mark belongs to the column, and what else stands around its numbers, all of its cells must tell.
    const bool foreign = plan.kind == ColumnKind::Number && totals.count(CellIssue::Foreign) > 0;
    if (plan.fixed)
        return foreign || (!plan.mark.empty() && plan.kind == ColumnKind::Number && unfit > 0);
    if (foreign || (plan.kind == ColumnKind::Number && totals.count(CellIssue::Code) > 0))
        return true;
    switch (plan.kind) {
    case ColumnKind::Number:
    case ColumnKind::DateTime:
        return unfit > 0 && !fewEnough(unfit, totals.present());
    case ColumnKind::Boolean:
    case ColumnKind::Empty:
        return unfit > 0;
    case ColumnKind::Text:
        break;
    }
    return false;
}

Column joinColumn(std::vector<CsvPart>& parts, std::size_t index, const ColumnPlan& plan, const std::stop_token& stop)
{
    Column column;
    column.kind = plan.kind;
    if (plan.kind != ColumnKind::Text) {
        column.numbers = joined(parts, index, &ColumnPart::numbers);
        bool whole = true;
        bool timeOfDay = false;
        for (const CsvPart& part : parts) {
            whole = whole && part.columns[index].whole;
            timeOfDay = timeOfDay || part.columns[index].timeOfDay;
        }
        column.integers = plan.kind == ColumnKind::Boolean || (plan.kind == ColumnKind::Number && whole);
        column.dateOnly = plan.kind == ColumnKind::DateTime && !timeOfDay;
        column.trueWord = plan.trueWord;
        column.falseWord = plan.falseWord;
        return column;
    }
    // Codes of the later parts follow the dictionary of the first.
    for (std::size_t i = 1; i < parts.size(); ++i) {
        ColumnPart& later = parts[i].columns[index];
        std::vector<std::int32_t> codes;
        codes.reserve(later.words.words().size());
        ColumnPart& first = parts[0].columns[index];
        for (std::size_t w = 0; w < later.words.words().size(); ++w) {
            checkStop(stop, w);
            codes.push_back(first.words.code(later.words.words()[w]));
            if (w < later.places.size() && static_cast<std::size_t>(codes.back()) == first.places.size())
                first.places.push_back(later.places[w]);
        }
        for (std::int32_t& code : later.codes)
            code = code < 0 ? code : codes[static_cast<std::size_t>(code)];
        later.words = WordTable();
    }
    column.codes = joined(parts, index, &ColumnPart::codes);
    column.dictionary = parts[0].columns[index].words.takeWords();
    parts[0].columns[index].words = WordTable();
    return column;
}

ColumnPlan settleColumn(Column& column, NumberFormat format, SettledValues& found, const ColumnPlan& known,
                        const std::stop_token& stop)
{
    std::vector<Index> times(column.dictionary.size());
    for (const std::int32_t code : column.codes) {
        if (code >= 0)
            ++times[static_cast<std::size_t>(code)];
    }
    ColumnEvidence evidence;
    for (std::size_t i = 0; i < times.size(); ++i) {
        checkStop(stop, i);
        if (times[i] > 0)
            evidence.add(trimmed(column.dictionary[i]), format, times[i]);
    }
    ColumnPlan plan = evidence.plan();
    if (known.fixed)
        plan.fix(ColumnKind::Number);
    if (known.fixedMark) {
        plan.mark = known.mark;
        plan.fixedMark = true;
    }
    // What would have fitted most values tells what is wrong with the others.
    ColumnPlan typed = plan;
    if (plan.kind == ColumnKind::Text && plan.mostlyTyped) {
        typed.kind = evidence.numbers() >= evidence.dates() ? ColumnKind::Number : ColumnKind::DateTime;
        typed.order = evidence.dateOrder();
    }
    std::vector<double> values(column.dictionary.size(), std::numeric_limits<double>::quiet_NaN());
    bool whole = true;
    bool timeOfDay = false;
    found = SettledValues();
    for (std::size_t i = 0; i < values.size(); ++i) {
        checkStop(stop, i);
        const std::string_view word = trimmed(column.dictionary[i]);
        bool fits = true;
        if (typed.kind == ColumnKind::Number) {
            bool marked = false;
            const ParsedNumber number = ColumnEvidence::number(word, typed, format, marked);
            fits = number.kind == NumberText::Number || number.kind == NumberText::Inexact ||
                   number.kind == NumberText::Underflow;
            if (fits) {
                values[i] = number.value;
                whole = whole && number.whole;
                if (marked && times[i] > 0) {
                    found.markedCode = found.marked == 0 ? i : found.markedCode;
                    found.marked += times[i];
                }
            }
        } else if (typed.kind == ColumnKind::DateTime) {
            const ParsedDate date = parseDate(word, typed.order);
            fits = date.valid;
            if (fits) {
                values[i] = date.seconds;
                timeOfDay = timeOfDay || date.timeOfDay;
            }
        } else if (typed.kind == ColumnKind::Boolean) {
            values[i] = equalIgnoringCase(word, typed.trueWord) ? 1 : 0;
        }
        if (!fits && times[i] > 0) {
            if (found.unfit == 0) {
                found.unfitCode = i;
                found.unfitText = column.dictionary[i];
            }
            found.unfit += times[i];
        }
    }
    if (plan.kind == ColumnKind::Text)
        return plan;
    column.kind = plan.kind;
    column.numbers.reserve(column.codes.size());
    for (const std::int32_t code : column.codes)
        column.numbers.push_back(code < 0 ? std::numeric_limits<double>::quiet_NaN()
                                          : values[static_cast<std::size_t>(code)]);
    column.codes = {};
    column.dictionary = {};
    column.integers = plan.kind == ColumnKind::Boolean || (plan.kind == ColumnKind::Number && whole);
    column.dateOnly = plan.kind == ColumnKind::DateTime && !timeOfDay;
    column.trueWord = plan.trueWord;
    column.falseWord = plan.falseWord;
    return plan;
}

} // namespace netloom
