// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/clock_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

namespace netloom {

namespace {

constexpr std::size_t kMostFirst = 4; ///< digits of the first number

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// ":05" and the like, below 60; -1 where there is none.
int takeSixtieth(std::string_view& text)
{
    if (text.size() < 3 || text[0] != ':' || !isDigit(text[1]) || !isDigit(text[2]) || text[1] > '5')
        return -1;
    const int value = (text[1] - '0') * 10 + (text[2] - '0');
    text.remove_prefix(3);
    return value;
}

void passBlanks(std::string_view& text)
{
    while (!text.empty() && text[0] == ' ')
        text.remove_prefix(1);
}

// AM or PM, perhaps with points; 0 where there is none, 1 or 2.
int takeNoon(std::string_view text)
{
    passBlanks(text);
    const auto is = [&](std::string_view a, std::string_view b, std::string_view c) {
        return text == a || text == b || text == c;
    };
    return is("AM", "am", "a.m.") ? 1 : is("PM", "pm", "p.m.") ? 2 : 0;
}

struct ClockUnit {
    double seconds;
    std::array<std::string_view, 6> words;
};

constexpr std::array<ClockUnit, 4> kClockUnits = {{{86400, {"d", "day", "days", "D", "", ""}},
                                                   {3600, {"h", "hr", "hrs", "hour", "hours", "H"}},
                                                   {60, {"m", "min", "mins", "minute", "minutes", "M"}},
                                                   {1, {"s", "sec", "secs", "second", "seconds", "S"}}}};

// "1d 2h 14m 5s": each unit at most once, the larger ones first; the last number may have decimals.
std::optional<ClockText> withUnits(std::string_view text)
{
    const bool negative = text[0] == '-';
    text.remove_prefix(negative ? 1 : 0);
    if (text.starts_with('P')) // ISO 8601
        text.remove_prefix(1);
    ClockText clock;
    clock.three = true;
    std::size_t next = 0;
    int parts = 0;
    for (; !text.empty(); passBlanks(text)) {
        if (text[0] == 'T')
            text.remove_prefix(1);
        const bool minutes = parts == 1 && kClockUnits[next - 1].seconds == 3600 && text.size() == 2;
        if (minutes && isDigit(text[0]) && isDigit(text[1]) && text[0] < '6') { // "14h30"
            clock.seconds += ((text[0] - '0') * 10 + (text[1] - '0')) * 60;
            ++parts;
            break;
        }
        double number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (text.empty() || !isDigit(text[0]) || error != std::errc() || number > 1e6 || !clock.whole)
            return std::nullopt;
        clock.whole = number == std::floor(number);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        passBlanks(text);
        std::size_t letters = 0;
        while (letters < text.size() && ((text[letters] | 0x20) >= 'a' && (text[letters] | 0x20) <= 'z'))
            ++letters;
        const std::string_view word = text.substr(0, letters);
        const auto isIt = [&](const ClockUnit& unit) {
            return !word.empty() && std::find(unit.words.begin(), unit.words.end(), word) != unit.words.end();
        };
        const auto unit =
            std::find_if(kClockUnits.begin() + static_cast<std::ptrdiff_t>(next), kClockUnits.end(), isIt);
        if (unit == kClockUnits.end())
            return std::nullopt;
        next = static_cast<std::size_t>(unit - kClockUnits.begin()) + 1;
        clock.seconds += number * unit->seconds;
        ++parts;
        text.remove_prefix(letters);
        if (text.starts_with(','))
            text.remove_prefix(1);
    }
    if (parts == 0)
        return std::nullopt;
    clock.single = parts == 1;
    clock.whole = clock.seconds == std::floor(clock.seconds);
    clock.seconds = negative ? -clock.seconds : clock.seconds;
    return clock;
}

// "2 days 03:04:05", "1 day, 3:04:05", "-1 days +23:59:00".
std::optional<ClockText> withDays(std::string_view text)
{
    const bool negative = text[0] == '-';
    text.remove_prefix(negative ? 1 : 0);
    int days = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (error != std::errc() || !isDigit(text[0]) || days > 1'000'000)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    passBlanks(text);
    if (!text.starts_with("day"))
        return std::nullopt;
    text.remove_prefix(text.starts_with("days") ? 4 : 3);
    if (text.starts_with(','))
        text.remove_prefix(1);
    passBlanks(text);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    if (text.empty() || !isDigit(text[0]) || text.find("day") != std::string_view::npos)
        return std::nullopt;
    std::optional<ClockText> clock = parseClock(text, ClockForm::None);
    if (!clock || !clock->three || clock->noon)
        return std::nullopt;
    clock->seconds += (negative ? -days : days) * 86400.0;
    return clock;
}

} // namespace

std::optional<ClockText> parseClock(std::string_view text, ClockForm form)
{
    if (text.size() < 2 || text.size() > 40)
        return std::nullopt;
    if (text.find(':') == std::string_view::npos)
        return withUnits(text);
    if (text.find("day") != std::string_view::npos)
        return withDays(text);
    if (text.size() < 4 || text.size() > 24)
        return std::nullopt;
    const bool negative = text[0] == '-';
    if (negative)
        text.remove_prefix(1);
    ClockText clock;
    std::size_t digits = 0;
    for (; digits < text.size() && digits < kMostFirst && isDigit(text[digits]); ++digits)
        clock.first = clock.first * 10 + (text[digits] - '0');
    if (digits == 0)
        return std::nullopt;
    clock.padded = digits == 2;
    text.remove_prefix(digits);
    const int second = takeSixtieth(text);
    if (second < 0)
        return std::nullopt;
    const int third = takeSixtieth(text);
    clock.three = third >= 0;
    double decimals = 0;
    if (text.size() > 1 && (text[0] == '.' || text[0] == ',') && isDigit(text[1])) {
        clock.whole = false;
        double unit = 1;
        text.remove_prefix(1);
        for (std::size_t i = 0; i < 9 && !text.empty() && isDigit(text[0]); ++i, text.remove_prefix(1)) {
            decimals = decimals * 10 + (text[0] - '0');
            unit *= 10;
        }
        decimals /= unit;
    }
    if (!text.empty()) {
        const int noon = takeNoon(text);
        if (noon == 0 || clock.first < 1 || clock.first > 12 || negative)
            return std::nullopt;
        clock.noon = true;
        clock.first = clock.first % 12 + (noon == 2 ? 12 : 0);
    }
    const bool hours = clock.three || clock.noon || (form == ClockForm::HoursMinutes && clock.whole);
    if (hours && !clock.three && clock.first > 24)
        return std::nullopt;
    clock.seconds = hours ? clock.first * 3600.0 + second * 60.0 + (clock.three ? third : 0) + decimals
                          : clock.first * 60.0 + second + decimals;
    clock.seconds = negative ? -clock.seconds : clock.seconds;
    return clock;
}

} // namespace netloom
