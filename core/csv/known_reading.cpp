// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/known_reading.h"

#include "core/base/error.h"
#include "core/csv/number_mark.h"

#include <algorithm>

namespace netloom {

namespace {

const char* orderWords(DateOrder order)
{
    return order == DateOrder::MonthDayYear   ? "month first"
           : order == DateOrder::DayMonthYear ? "day first"
                                              : "year first";
}

} // namespace

void KnownReading::contradict(const std::string& what, const std::string& remedy, std::size_t at, Index column)
{
    m_sniff.notes.push_back({what + "; they are read by this file alone " + remedy, at, column, 0, what});
}

bool KnownReading::hasOrderOf(std::size_t column) const
{
    return std::find(m_dates.begin(), m_dates.end(), column) != m_dates.end();
}

bool KnownReading::takesNumbers(NumberFormat& format)
{
    const NumberFormat usual = m_wishes.usual->numbers;
    const auto isNumber = [](std::string_view cell, NumberFormat numbers) {
        const std::optional<DressedNumber> dressed = undressed(cell);
        return (dressed ? valueOf(*dressed, numbers) : parseNumber(cell, numbers)).kind != NumberText::NotANumber;
    };
    for (const std::vector<CsvRow>* rows : {&m_rows, &m_far}) {
        for (std::size_t r = rows == &m_rows && m_rows.size() > 1 ? 1 : 0; r < rows->size(); ++r) {
            for (std::size_t c = 0; c < (*rows)[r].cells.size(); ++c) {
                const std::string_view cell = trimmed((*rows)[r].cells[c]);
                if (!isNumber(cell, format) || isNumber(cell, usual))
                    continue;
                contradict("numbers like " + quoted(cell, 20) +
                               " contradict the way in which the data of training were read (decimal " +
                               (usual.decimal == ',' ? "comma" : "point") + ')',
                           "(--decimal and --thousands choose)", (*rows)[r].offset, static_cast<Index>(c) + 1);
                return false;
            }
        }
    }
    format = usual;
    return true;
}

void KnownReading::takeOrders(std::size_t firstData, const EvidenceOf& evidenceOf)
{
    for (const auto& [column, order] : m_wishes.dates) {
        const std::size_t c = m_sniff.placeOf(column);
        if (c < m_sniff.plans.size() && m_sniff.plans[c].kind == ColumnKind::DateTime)
            m_sniff.plans[c].order = order;
        m_dates.push_back(c);
    }
    for (const auto& [column, form] : m_wishes.clocks) {
        const std::size_t c = m_sniff.placeOf(column);
        if (c < m_sniff.plans.size() && m_sniff.plans[c].kind == ColumnKind::Number &&
            evidenceOf(c).clockForm() != ClockForm::None)
            m_sniff.plans[c].clock = form;
    }
    if (!m_wishes.usual)
        return;
    for (const auto& [column, order] : m_wishes.usual->dates) {
        const std::size_t c = m_sniff.placeOf(column);
        if (c >= m_sniff.plans.size() || m_sniff.plans[c].kind != ColumnKind::DateTime || hasOrderOf(c))
            continue;
        const ColumnEvidence found = evidenceOf(c);
        if (found.datesIn(order) == found.dates()) {
            m_sniff.plans[c].order = order;
            m_dates.push_back(c);
        } else {
            contradict("column " + quoted(column, 40) +
                           ": dates contradict the order in which those of training were read (" + orderWords(order) +
                           ')',
                       "(--dates chooses)", m_rows[firstData].offset, static_cast<Index>(c) + 1);
        }
    }
}

void KnownReading::takeMarks(std::size_t firstData)
{
    const auto planOf = [&](const std::string& name) {
        const std::size_t c = m_sniff.placeOf(name);
        return c < m_sniff.plans.size() ? &m_sniff.plans[c] : nullptr;
    };
    if (m_wishes.marks) {
        for (const auto& [column, mark] : *m_wishes.marks) {
            ColumnPlan* plan = planOf(column);
            if (!plan || plan->clock != ClockForm::None)
                continue;
            if (plan->kind == ColumnKind::Text && !plan->fixed)
                plan->fix(ColumnKind::Number);
            if (plan->kind != ColumnKind::Number)
                continue;
            plan->mark = mark;
            plan->fixed = plan->fixedMark = true;
        }
    }
    if (!m_wishes.usual)
        return;
    for (const auto& [column, usual] : m_wishes.usual->marks) {
        const ColumnPlan* plan = planOf(column);
        const bool chosen =
            m_wishes.marks && std::any_of(m_wishes.marks->begin(), m_wishes.marks->end(),
                                          [&name = column](const auto& entry) { return entry.first == name; });
        if (!plan || chosen || plan->kind != ColumnKind::Number || plan->mark == usual ||
            plan->clock != ClockForm::None)
            continue;
        // Plain numbers may do without a unit, but 0.45 is not 45 %.
        if ((plan->mark.empty() || usual.empty()) && !isShareMark(plan->mark) && !isShareMark(usual))
            continue;
        const auto with = [](const std::string& mark) {
            return mark.empty() ? std::string("without a sign") : "with " + quoted(mark, 16);
        };
        contradict("column " + quoted(column, 40) + ": numbers " + with(plan->mark) +
                       " contradict those of training, which were " + with(usual),
                   "(--marks chooses)", m_rows[firstData].offset, static_cast<Index>(plan - m_sniff.plans.data()) + 1);
    }
}

} // namespace netloom
