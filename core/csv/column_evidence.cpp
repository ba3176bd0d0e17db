// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/column_evidence.h"

#include "core/csv/boolean_text.h"
#include "core/data/month_name.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::array<DateOrder, 3> kOrders = {DateOrder::YearMonthDay, DateOrder::DayMonthYear,
                                              DateOrder::MonthDayYear};

bool startsLikeDate(std::string_view text)
{
    if (text.size() < 6 || text.size() > 40)
        return false;
    if (text[0] >= '0' && text[0] <= '9')
        return true;
    const std::size_t letters = lettersIn(text);
    const std::string_view word = text.substr(0, letters);
    return letters >= 2 && letters < text.size() && (monthOfName(word) > 0 || isDayName(word));
}

bool accepts(const ColumnPlan& plan, std::string_view mark, unsigned dress)
{
    const bool flag = (dress & NumberDress::Flag) != 0 && (plan.dress & NumberDress::Flag) != 0;
    const unsigned needed = dress & ~NumberDress::Flag;
    if ((needed & ~plan.dress) != 0)
        return false;
    return mark == plan.mark || flag || (mark.empty() && !isShareMark(plan.mark));
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
    if (const std::optional<DressedNumber> dressed = undressed(text);
        dressed && valueOf(*dressed, format).kind != NumberText::NotANumber)
        addDressed(*dressed, times);
    if (const std::optional<ClockText> clock = parseClock(text, ClockForm::None)) {
        m_clocks += times;
        m_clockSingle += clock->single ? times : 0;
        m_clockOfThree = m_clockOfThree || clock->three;
        m_clockUnpadded = m_clockUnpadded || (!clock->padded && !clock->three);
        m_clockNoon = m_clockNoon || clock->noon;
        m_clockMost = clock->three ? m_clockMost : std::max(m_clockMost, clock->first);
        m_clockPairs = m_clockPairs || !clock->three;
    }
    if (isSignWord(text))
        m_signs += times;
    if (text.find_first_not_of('+') == std::string_view::npos)
        m_pluses += times;
    if (m_present - m_numbers == times)
        m_firstOther = at;
    if (startsLikeDate(text)) {
        bool named = false;
        for (std::size_t i = 0; i < kOrders.size(); ++i) {
            const ParsedDate date = parseDate(text, kOrders[i]);
            m_dates[i] += date.valid ? times : 0;
            named = named || (date.valid && date.named);
            m_shortYears = m_shortYears || (date.valid && date.shortYear);
        }
        m_namedDates += named ? times : 0;
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

void ColumnEvidence::addMissing(std::string_view text, Index times)
{
    if (isSignWord(text))
        m_missingSigns += times;
}

void ColumnEvidence::addDressed(const DressedNumber& number, Index times)
{
    constexpr std::size_t kMost = 64; // more different ones are no numbers with a unit
    for (Dressed& seen : m_dressed) {
        if (seen.mark == number.mark && seen.dress == number.dress && seen.power == number.power) {
            seen.times += times;
            return;
        }
    }
    if (m_dressed.size() < kMost)
        m_dressed.push_back({std::string(number.mark), number.known, number.dress, number.power, times});
}

ColumnPlan ColumnEvidence::numberPlan() const
{
    ColumnPlan plan;
    if (m_dressed.empty())
        return plan;
    const auto timesOf = [&](const auto& wanted) {
        Index times = 0;
        for (const Dressed& seen : m_dressed)
            times += wanted(seen) ? seen.times : 0;
        return times;
    };
    const auto has = [](const Dressed& seen, unsigned bit) { return (seen.dress & bit) != 0; };
    for (const Dressed& seen : m_dressed)
        plan.dress |=
            seen.dress & (NumberDress::Accounting | NumberDress::AtLeast | NumberDress::Minus | NumberDress::NoCents);
    plan.limits = timesOf([&](const Dressed& seen) { return has(seen, NumberDress::Limit); }) > 0;
    // Flags stand behind some of the numbers, units behind most of them.
    std::vector<std::string_view> flags;
    for (const Dressed& seen : m_dressed) {
        if (has(seen, NumberDress::Flag) && std::find(flags.begin(), flags.end(), seen.mark) == flags.end())
            flags.push_back(seen.mark);
    }
    const Index flagged = timesOf([&](const Dressed& seen) { return has(seen, NumberDress::Flag); });
    const Index units = timesOf([&](const Dressed& seen) { return has(seen, NumberDress::Flag) && seen.known; });
    if (flagged > 0 && m_numbers * 5 >= m_present && (flags.size() > 1 || units == 0))
        plan.dress |= NumberDress::Flag;
    // The mark that most of the marked numbers carry.
    const auto bestMark = [&](bool known) {
        std::pair<std::string, Index> best;
        for (const Dressed& one : m_dressed) {
            const bool flag = has(one, NumberDress::Flag) && (plan.dress & NumberDress::Flag) != 0;
            if (one.mark.empty() || one.known != known || flag)
                continue;
            const Index times =
                timesOf([&](const Dressed& seen) { return seen.mark == one.mark && !has(seen, NumberDress::Limit); });
            if (times > best.second)
                best = {one.mark, times};
        }
        return best;
    };
    if (const auto [mark, times] = bestMark(true); !isShareMark(mark) || times > m_numbers)
        plan.mark = mark;
    if (const auto [word, times] = bestMark(false); times * 10 >= m_present * 9)
        plan.otherMark = word;
    // A lone M could be anything; thousands and millions side by side, or with a currency, or beside plain numbers,
    // could not.
    std::vector<int> powers;
    for (const Dressed& seen : m_dressed) {
        if (has(seen, NumberDress::Magnitude) && std::find(powers.begin(), powers.end(), seen.power) == powers.end())
            powers.push_back(seen.power);
    }
    if (powers.size() > 1 || (!powers.empty() && (!plan.mark.empty() || m_numbers > 0)))
        plan.dress |= NumberDress::Magnitude;
    return plan;
}

Index ColumnEvidence::numbers(const ColumnPlan& plan) const
{
    Index count = isShareMark(plan.mark) ? 0 : m_numbers;
    for (const Dressed& seen : m_dressed)
        count += accepts(plan, seen.mark, seen.dress) ? seen.times : 0;
    return count;
}

ClockForm ColumnEvidence::clockForm() const
{
    if (m_clocks == 0)
        return ClockForm::None;
    const bool timeOfDay = m_clockNoon || (!m_clockOfThree && !m_clockUnpadded && m_clockMost < 24);
    return timeOfDay ? ClockForm::HoursMinutes : ClockForm::MinutesSeconds;
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
    return m_dates[1] > m_namedDates && m_dates[1] == m_dates[2];
}

ColumnPlan ColumnEvidence::plan() const
{
    if (m_present == 0)
        return {};
    ColumnPlan plan = numberPlan();
    plan.kind = ColumnKind::Text;
    const Index fitting = numbers(plan);
    if (fewEnough(m_present - fitting, m_present)) {
        plan.kind = m_codes > 0 ? ColumnKind::Text : ColumnKind::Number;
        plan.codes = m_codes > 0;
        plan.oddAt = m_firstCode;
        return plan;
    }
    // "45m" alone could be metres; beside "1h 45m" it is not.
    if (m_clocks > m_clockSingle && fewEnough(m_present - m_clocks, m_present)) {
        plan.kind = ColumnKind::Number;
        plan.clock = clockForm();
        plan.clockPairs = m_clockPairs;
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
    constexpr std::size_t kFewWords = 3; // behind numbers: "12.50 DR" and "3.20 CR", but not "12 Main St"
    Index nearly = m_numbers;            // with anything around them
    Index other = 0;
    std::vector<std::string_view> words;
    for (const Dressed& seen : m_dressed) {
        const bool known = seen.known || seen.mark.empty();
        (known ? nearly : other) += seen.times;
        if (!known && std::find(words.begin(), words.end(), seen.mark) == words.end())
            words.push_back(seen.mark);
    }
    nearly += words.size() <= kFewWords ? other : 0;
    plan.mostlyTyped = std::max(nearly, m_dates[best]) * 2 >= m_present;
    plan.signs = m_missingSigns > 0 && (m_signs == m_present || m_pluses * 20 >= m_present);
    return plan;
}

ParsedNumber ColumnEvidence::number(std::string_view text, const ColumnPlan& plan, NumberFormat format, bool& marked)
{
    marked = false;
    if (plan.clock != ClockForm::None) {
        ParsedNumber parsed;
        if (const std::optional<ClockText> clock = parseClock(text, plan.clock)) {
            parsed.kind = NumberText::Number;
            parsed.value = clock->seconds;
            parsed.whole = clock->whole;
            marked = true;
        }
        return parsed;
    }
    ParsedNumber parsed = parseNumber(text, format);
    if (parsed.kind != NumberText::NotANumber)
        return isShareMark(plan.mark) ? ParsedNumber() : parsed;
    if (plan.mark.empty() && plan.dress == 0)
        return parsed;
    const std::optional<DressedNumber> dressed = undressed(text);
    if (!dressed || !accepts(plan, dressed->mark, dressed->dress))
        return parsed;
    parsed = valueOf(*dressed, format);
    // A minus is a minus however it is written.
    marked = parsed.kind != NumberText::NotANumber && (!dressed->mark.empty() || dressed->dress != NumberDress::Minus);
    return parsed;
}

bool ColumnEvidence::isOtherNumber(std::string_view text, NumberFormat format)
{
    if (parseClock(text, ClockForm::None) || parseNumber(text, format).kind != NumberText::NotANumber)
        return true;
    const std::optional<DressedNumber> dressed = undressed(text);
    return dressed && valueOf(*dressed, format).kind != NumberText::NotANumber;
}

void ColumnPlan::fix(ColumnKind wanted)
{
    fixed = true;
    if (wanted == ColumnKind::Number && kind != wanted) {
        dress |= NumberDress::Magnitude | (limits ? NumberDress::Limit : 0);
        mark = mark.empty() ? otherMark : mark;
        clock = ClockForm::None;
        codes = false;
    }
    // What would be numbers but for some values has the missing words of numbers.
    if (wanted == ColumnKind::Text && kind != wanted)
        mostlyTyped = true;
    kind = wanted;
}

bool isMissingIn(const MissingWords& missing, std::string_view text, const ColumnPlan& plan)
{
    const bool plainText = plan.kind == ColumnKind::Text && !plan.mostlyTyped;
    if (!missing.contains(text))
        return !plainText && missing.containsFlagged(text);
    if (plan.signs && isSignWord(text) && missing.areUsual())
        return false;
    return !(plainText && missing.isWordOfText(text));
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
