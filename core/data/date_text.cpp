// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/date_text.h"

#include "core/data/month_name.h"

#include <array>
#include <charconv>
#include <cmath>

namespace netloom {

namespace {

struct Scanner {
    std::string_view text;
    std::size_t at = 0;

    bool done() const { return at == text.size(); }
    char peek() const { return done() ? '\0' : text[at]; }
    bool take(char c)
    {
        if (peek() != c || done())
            return false;
        ++at;
        return true;
    }
    // A run of `least` to `most` digits; -1 where there is none.
    int number(std::size_t least, std::size_t most)
    {
        int value = 0;
        std::size_t count = 0;
        while (!done() && count < most && text[at] >= '0' && text[at] <= '9') {
            value = value * 10 + (text[at] - '0');
            ++at;
            ++count;
        }
        return count < least ? -1 : value;
    }
};

bool isLeap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int daysInMonth(int year, int month)
{
    static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Seconds east of UTC, or false where the text is no zone.
bool parseZone(Scanner& s, int& offset)
{
    offset = 0;
    if (s.take('Z') || s.take('z'))
        return true;
    const bool west = s.peek() == '-';
    if (!west && s.peek() != '+')
        return false;
    ++s.at;
    const int hours = s.number(2, 2);
    s.take(':');
    const int minutes = s.done() ? 0 : s.number(2, 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59)
        return false;
    offset = (hours * 60 + minutes) * (west ? -60 : 60);
    return true;
}

// AM or PM behind an hour from 1 to 12, which becomes one of 24; leaves everything as it was where there is none.
bool parseNoon(Scanner& s, int& hours)
{
    const std::string_view rest = s.text.substr(s.at + (s.peek() == ' ' ? 1 : 0));
    const bool pm = rest == "PM" || rest == "pm" || rest == "p.m.";
    if ((!pm && rest != "AM" && rest != "am" && rest != "a.m.") || hours < 1 || hours > 12)
        return false;
    hours = hours % 12 + (pm ? 12 : 0);
    s.at = s.text.size();
    return true;
}

// Years of two digits are those from 1969 to 2068, as in POSIX; -1 where there are neither two nor four digits.
int parseYear(Scanner& s, bool& shortForm)
{
    const std::size_t start = s.at;
    const int year = s.number(2, 4);
    const std::size_t digits = s.at - start;
    shortForm = digits == 2;
    if (year < 0 || digits == 3)
        return -1;
    return shortForm ? year + (year < 69 ? 2000 : 1900) : year;
}

void skipMarks(Scanner& s)
{
    const auto skip = [&] {
        while (s.peek() == ' ' || s.peek() == ',' || s.peek() == '-' || s.peek() == '/' || s.peek() == '.')
            ++s.at;
    };
    skip();
    for (const std::string_view word : {"de ", "of "}) {
        if (s.text.substr(s.at).starts_with(word))
            s.at += word.size();
    }
    skip();
}

// The name of a month at the place; 0 where there is none.
int takeMonth(Scanner& s)
{
    const std::size_t letters = lettersIn(s.text.substr(s.at));
    const int month = letters < 3 ? 0 : monthOfName(s.text.substr(s.at, letters));
    s.at += month > 0 ? letters : 0;
    return month;
}

// "Jan 05, 2021", "5-Jan-21", "Mon, 5 January 2021", "2021-Jan-05", "Jan 2021"; leaves the place behind the date.
bool parseNamed(Scanner& s, int& year, int& month, int& day, bool& shortYear)
{
    if (const std::size_t letters = lettersIn(s.text); letters > 0 && isDayName(s.text.substr(0, letters))) {
        s.at = letters;
        skipMarks(s);
    }
    month = takeMonth(s);
    if (month > 0) {
        skipMarks(s);
        day = s.number(1, 2);
        if (day < 0)
            return false;
        if (s.peek() >= '0' && s.peek() <= '9') { // the month and a year
            s.at -= 2;
            year = s.number(4, 4);
            day = 1;
            return year > 0;
        }
        for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
            if (s.text.substr(s.at).starts_with(ending))
                s.at += 2;
        }
        skipMarks(s);
        year = parseYear(s, shortYear);
        return year > 0;
    }
    const std::size_t start = s.at;
    const int first = s.number(1, 4);
    const std::size_t digits = s.at - start;
    if (first < 0 || digits == 3)
        return false;
    for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
        if (digits < 3 && s.text.substr(s.at).starts_with(ending))
            s.at += 2;
    }
    skipMarks(s);
    month = takeMonth(s);
    if (month == 0)
        return false;
    skipMarks(s);
    if (digits == 4) {
        year = first;
        day = s.number(1, 2);
    } else {
        day = first;
        year = parseYear(s, shortYear);
    }
    return year > 0 && day > 0;
}

bool parseTime(Scanner& s, double& seconds)
{
    int hours = s.number(1, 2);
    if (hours >= 0 && parseNoon(s, hours)) {
        seconds = hours * 3600.0;
        return s.done();
    }
    if (hours < 0 || hours > 23 || !s.take(':'))
        return false;
    const int minutes = s.number(2, 2);
    if (minutes < 0 || minutes > 59)
        return false;
    int whole = 0;
    double fraction = 0;
    if (s.take(':')) {
        whole = s.number(2, 2);
        if (whole < 0 || whole > 60)
            return false;
        if (s.take('.') || s.take(',')) {
            double unit = 1;
            const std::size_t start = s.at;
            while (s.peek() >= '0' && s.peek() <= '9' && s.at - start < 9) {
                fraction = fraction * 10 + (s.peek() - '0');
                unit *= 10;
                ++s.at;
            }
            if (s.at == start)
                return false;
            fraction /= unit;
        }
    }
    int zone = 0;
    if (!s.done() && !parseNoon(s, hours)) {
        s.take(' ');
        if (!parseZone(s, zone))
            return false;
    }
    seconds = hours * 3600.0 + minutes * 60.0 + whole + fraction - zone;
    return true;
}

void putTwo(std::string& out, std::int64_t value)
{
    out += static_cast<char>('0' + value / 10);
    out += static_cast<char>('0' + value % 10);
}

// "Wed May 15 11:02:21 2019", as C's asctime() writes it, with the year before the time; empty where it is not that.
std::string withYearFirst(std::string_view text)
{
    const std::size_t year = text.find_last_of(' ');
    const std::size_t time = year == std::string_view::npos ? year : text.substr(0, year).find_last_of(' ');
    if (time == std::string_view::npos || text.size() - year != 5 ||
        text.find_first_not_of("0123456789", year + 1) != std::string_view::npos)
        return {};
    const std::string_view clock = text.substr(time, year - time);
    if (clock.find(':') == std::string_view::npos)
        return {};
    return std::string(text.substr(0, time)).append(text.substr(year)).append(clock);
}

int twoDigits(std::string_view text, std::size_t at)
{
    return 10 * (text[at] - '0') + (text[at + 1] - '0');
}

// 2024-01-31, as most dates of files are: read without a scanner.
bool isPlainDate(std::string_view text)
{
    constexpr std::string_view kForm = "0000-00-00";
    if (text.size() != kForm.size())
        return false;
    bool plain = true;
    for (std::size_t i = 0; i < kForm.size(); ++i)
        plain &= kForm[i] == '-' ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
    return plain;
}

// "120530Z", the time of day as ISO 8601 writes it without marks, as "12:05:30Z".
std::string withColons(std::string_view time)
{
    std::size_t digits = 0;
    while (digits < time.size() && time[digits] >= '0' && time[digits] <= '9')
        ++digits;
    if (digits != 4 && digits != 6)
        return {};
    std::string apart(time.substr(0, 2));
    for (std::size_t at = 2; at < digits; at += 2)
        apart.append(1, ':').append(time.substr(at, 2));
    return apart.append(time.substr(digits));
}

} // namespace

std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto yearOfEra = static_cast<unsigned>(year - era * 400);
    const unsigned dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146097 + static_cast<std::int64_t>(dayOfEra) - 719468;
}

ParsedDate parseDate(std::string_view text, DateOrder order)
{
    ParsedDate parsed;
    if (text.size() < 6 || text.size() > 40)
        return parsed;
    if (text.front() >= 'A') {
        if (const std::string moved = withYearFirst(text); !moved.empty())
            return parseDate(moved, order);
    }
    if (text.ends_with(" Uhr"))
        return parseDate(text.substr(0, text.size() - 4), order);
    Scanner s{text};
    int year = 0;
    int month = 0;
    int day = 0;
    bool compact = false;
    const auto takesMark = [&](char mark) {
        if (mark != '-' && mark != '/' && mark != '.')
            return false;
        return s.take(mark);
    };
    const auto takesSign = [&](std::string_view sign) {
        const bool there = s.text.substr(s.at).starts_with(sign);
        s.at += there ? sign.size() : 0;
        return there;
    };
    const auto parseDigits = [&] {
        if (order == DateOrder::YearMonthDay) {
            if (isPlainDate(text)) {
                year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
                month = twoDigits(text, 5);
                day = twoDigits(text, 8);
                s.at = text.size();
                return true;
            }
            year = s.number(4, 4);
            if (year > 0 && takesSign("年")) {
                month = s.number(1, 2);
                const bool there = takesSign("月");
                day = s.number(1, 2);
                return there && takesSign("日");
            }
            const char mark = s.peek();
            if (year > 0 && mark >= '0' && mark <= '9') { // 20240131
                month = s.number(2, 2);
                day = s.number(2, 2);
                compact = true;
                return s.done() || s.peek() == 'T';
            }
            if (year < 0 || !takesMark(mark))
                return false;
            month = s.number(1, 2);
            if (!s.take(mark))
                return false;
            day = s.number(1, 2);
            return true;
        }
        const int first = s.number(1, 2);
        const char mark = s.peek();
        if (first < 0 || !takesMark(mark))
            return false;
        const auto passBlank = [&] { return mark == '.' && s.take(' '); }; // 5. 1. 2021
        passBlank();
        const int second = s.number(1, 2);
        // With two digits of the year only what is written like a date: 1.2.10 may be anything.
        const bool padded = s.at == 5;
        if (!s.take(mark))
            return false;
        passBlank();
        year = parseYear(s, parsed.shortYear);
        day = order == DateOrder::DayMonthYear ? first : second;
        month = order == DateOrder::DayMonthYear ? second : first;
        return !parsed.shortYear || padded || mark == '/';
    };
    if (!parseDigits()) {
        s.at = 0;
        parsed.shortYear = false;
        parsed.named = true;
        if (!parseNamed(s, year, month, day, parsed.shortYear))
            return parsed;
    }
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
        return parsed;
    double seconds = 0;
    if (!s.done()) {
        const bool colon = parsed.named && s.take(':');
        const bool comma = !colon && s.take(',');
        if (!colon && (comma || !s.take('T')) && !s.take(' '))
            return parsed;
        const std::string apart = compact ? withColons(text.substr(s.at)) : std::string();
        Scanner time{compact ? std::string_view(apart) : text, compact ? 0 : s.at};
        if (!parseTime(time, seconds) || !time.done())
            return parsed;
        parsed.timeOfDay = true;
    }
    parsed.seconds =
        static_cast<double>(daysFromCivil(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) * 86400.0 +
        seconds;
    parsed.valid = true;
    return parsed;
}

std::string dateToText(double seconds, bool timeOfDay)
{
    // Whole microseconds, so that the decimals of a second stay those that were written; 64 bits hold 9.2e18 of them.
    constexpr std::int64_t kDay = std::int64_t{86400} * 1000000;
    if (!(std::abs(seconds) < 9e12))
        return {};
    auto micros = static_cast<std::int64_t>(std::llround(seconds * 1e6));
    std::int64_t days = micros / kDay;
    micros %= kDay;
    if (micros < 0) {
        micros += kDay;
        --days;
    }
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t dayOfEra = days - era * 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t shifted = (5 * dayOfYear + 2) / 153;
    const std::int64_t day = dayOfYear - (153 * shifted + 2) / 5 + 1;
    const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    const std::int64_t year = yearOfEra + era * 400 + (month <= 2);

    std::string out;
    std::array<char, 24> digits{};
    const auto yearEnd = std::to_chars(digits.data(), digits.data() + digits.size(), year < 0 ? -year : year).ptr;
    const auto width = static_cast<std::size_t>(yearEnd - digits.data());
    if (year < 0)
        out += '-';
    out.append(width < 4 ? 4 - width : 0, '0').append(digits.data(), width);
    out += '-';
    putTwo(out, month);
    out += '-';
    putTwo(out, day);
    if (!timeOfDay)
        return out;
    const std::int64_t whole = micros / 1000000;
    const std::int64_t fraction = micros % 1000000;
    out += ' ';
    putTwo(out, whole / 3600);
    out += ':';
    putTwo(out, whole / 60 % 60);
    out += ':';
    putTwo(out, whole % 60);
    if (fraction > 0) {
        std::string decimals(6, '0');
        std::int64_t rest = fraction;
        for (std::size_t i = 6; i-- > 0; rest /= 10)
            decimals[i] = static_cast<char>('0' + rest % 10);
        decimals.erase(decimals.find_last_not_of('0') + 1);
        out += '.' + decimals;
    }
    return out;
}

} // namespace netloom
