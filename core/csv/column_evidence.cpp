// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/column_evidence.h"

#include "core/csv/boolean_text.h"
#include "core/csv/number_mark.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::array<DateOrder, 3> kOrders = {DateOrder::YearMonthDay, DateOrder::DayMonthYear,
                                              DateOrder::MonthDayYear};

bool startsLikeDate(std::string_view text)
{
    return text.size() >= 8 && text[0] >= '0' && text[0] <= '9';
}

// The other word of a pair in the style of the one that was seen: YES gives NO, Yes gives No.
std::string inStyleOf(std::string_view word, std::string_view seen)
{
    std::string out(word);
    const auto isUpper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto raise = [](char& c) { c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
    if (!seen.empty() && isUpper(seen[0])) {
        if (seen.size() > 1 && isUpper(seen[1]))
            std::for_each(out.begin(), out.end(), raise);
        else
            raise(out[0]);
    }
    return out;
}

} // namespace

bool fewEnough(Index unfit, Index present)
{
    return unfit * 20 <= present && unfit <= std::max<Index>(1, present / 50);
}

void ColumnEvidence::add(std::string_view text, NumberFormat format, Index times, std::size_t at)
{
    m_present += times;
    const ParsedNumber number = parseNumber(text, format);
    if (number.kind != NumberText::NotANumber) {
        if (number.code) {
            m_firstCode = m_codes == 0 ? at : m_firstCode;
            m_codes += times;
        }
        m_numbers += times;
        m_pairs = 0;
        return;
    }
    if (const std::string_view mark = numberMarkIn(text);
        !mark.empty() && parseMarkedNumber(text, mark, format).kind != NumberText::NotANumber) {
        const auto marks = numberMarks();
        m_marked.resize(marks.size());
        m_marked[static_cast<std::size_t>(std::find(marks.begin(), marks.end(), mark) - marks.begin())] += times;
    }
    if (m_present - m_numbers == times)
        m_firstOther = at;
    if (startsLikeDate(text)) {
        for (std::size_t i = 0; i < kOrders.size(); ++i)
            m_dates[i] += parseDate(text, kOrders[i]).valid ? times : 0;
    }
    if (m_pairs == 0)
        return;
    std::uint32_t fitting = 0;
    const auto pairs = booleanWords();
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const std::uint32_t bit = 1U << i;
        if (equalIgnoringCase(text, pairs[i].trueWord)) {
            fitting |= bit;
            m_trueSeen |= bit;
        } else if (equalIgnoringCase(text, pairs[i].falseWord)) {
            fitting |= bit;
            m_falseSeen |= bit;
        }
    }
    m_pairs &= fitting;
    if (m_spelling[0].empty())
        m_spelling[0] = text;
    else if (m_spelling[1].empty() && !equalIgnoringCase(text, m_spelling[0]))
        m_spelling[1] = text;
}

std::pair<std::string_view, Index> ColumnEvidence::mark() const
{
    const auto most = std::max_element(m_marked.begin(), m_marked.end());
    if (most == m_marked.end())
        return {};
    const std::string_view mark = numberMarks()[static_cast<std::size_t>(most - m_marked.begin())];
    return isShareMark(mark) && *most <= m_numbers ? std::pair(std::string_view(), Index(0)) : std::pair(mark, *most);
}

Index ColumnEvidence::numbers() const
{
    const auto [mark, marked] = this->mark();
    return marked + (isShareMark(mark) ? 0 : m_numbers);
}

Index ColumnEvidence::dates() const
{
    return *std::max_element(m_dates.begin(), m_dates.end());
}

DateOrder ColumnEvidence::dateOrder() const
{
    return kOrders[static_cast<std::size_t>(std::max_element(m_dates.begin(), m_dates.end()) - m_dates.begin())];
}

bool ColumnEvidence::ambiguousDates() const
{
    return m_dates[1] > 0 && m_dates[1] == m_dates[2];
}

ColumnPlan ColumnEvidence::plan() const
{
    ColumnPlan plan;
    if (m_present == 0)
        return plan;
    plan.kind = ColumnKind::Text;
    plan.mark = mark().first;
    const Index fitting = numbers();
    if (fewEnough(m_present - fitting, m_present)) {
        plan.kind = m_codes > 0 ? ColumnKind::Text : ColumnKind::Number;
        plan.codes = m_codes > 0;
        plan.oddAt = m_firstCode;
        return plan;
    }
    const auto best = static_cast<std::size_t>(std::max_element(m_dates.begin(), m_dates.end()) - m_dates.begin());
    if (fewEnough(m_present - m_dates[best], m_present)) {
        plan.kind = ColumnKind::DateTime;
        plan.order = kOrders[best];
        return plan;
    }
    const auto pairs = booleanWords();
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const std::uint32_t bit = 1U << i;
        // Single letters and words that other pairs share need both to be seen.
        const bool both = (m_trueSeen & bit) != 0 && (m_falseSeen & bit) != 0;
        if ((m_pairs & bit) == 0 || (!both && pairs[i].trueWord.size() == 1))
            continue;
        plan.kind = ColumnKind::Boolean;
        const bool firstIsTrue = equalIgnoringCase(m_spelling[0], pairs[i].trueWord);
        const std::string& seen = m_spelling[0];
        const std::string other = m_spelling[1].empty()
                                      ? inStyleOf(firstIsTrue ? pairs[i].falseWord : pairs[i].trueWord, seen)
                                      : m_spelling[1];
        plan.trueWord = firstIsTrue ? seen : other;
        plan.falseWord = firstIsTrue ? other : seen;
        return plan;
    }
    plan.oddAt = m_firstOther;
    plan.mostlyTyped = std::max(numbers(), m_dates[best]) * 2 >= m_present;
    return plan;
}

ParsedNumber ColumnEvidence::number(std::string_view text, const ColumnPlan& plan, NumberFormat format, bool& marked)
{
    ParsedNumber parsed = parseNumber(text, format);
    marked = false;
    if (plan.mark.empty())
        return parsed;
    if (parsed.kind == NumberText::NotANumber) {
        parsed = parseMarkedNumber(text, plan.mark, format);
        marked = parsed.kind != NumberText::NotANumber;
    } else if (isShareMark(plan.mark)) {
        parsed = ParsedNumber();
    }
    return parsed;
}

bool ColumnEvidence::fits(std::string_view text, const ColumnPlan& plan, NumberFormat format)
{
    switch (plan.kind) {
    case ColumnKind::Number: {
        bool marked = false;
        return number(text, plan, format, marked).kind != NumberText::NotANumber;
    }
    case ColumnKind::Boolean:
        return equalIgnoringCase(text, plan.trueWord) || equalIgnoringCase(text, plan.falseWord);
    case ColumnKind::DateTime:
        return parseDate(text, plan.order).valid;
    case ColumnKind::Text:
        return true;
    case ColumnKind::Empty:
        break;
    }
    return false;
}

} // namespace netloom
