// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sheets/cell_value.h"

#include "core/data/column_values.h"
#include "core/data/date_text.h"

#include <cmath>
#include <cstdint>

namespace netloom {

namespace {

constexpr double kDay = 86400;
constexpr double kFrom1899 =
    -25569; ///< days from 1970 to 30 December 1899, where Excel's dates past February 1900 begin
constexpr double kFrom1904 = -24107;
constexpr double kMostDays = 2958466; ///< the end of the year 9999

void putTwo(std::string& out, std::int64_t value)
{
    out += static_cast<char>('0' + value / 10 % 10);
    out += static_cast<char>('0' + value % 10);
}

} // namespace

CellMeaning meaningOfCode(std::string_view code)
{
    bool date = false;
    bool time = false;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"') { // text
            i = std::min(code.find('"', i + 1), code.size() - 1);
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') { // a colour, a language, or hours past 24
            const char next = i + 1 < code.size() ? code[i + 1] : ']';
            time = time || next == 'h' || next == 'H' ||
                   ((next == 'm' || next == 's') && i + 2 < code.size() && code[i + 2] != 'a');
            i = std::min(code.find(']', i), code.size() - 1);
        } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
            date = true;
        } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
            time = true;
        } else if (c == 'm' || c == 'M') { // months, or minutes beside hours or seconds
            date = date || (!time && code.find_first_of("hHsS") == std::string_view::npos);
        } else if (c == 'G' || c == 'g') { // General
            return CellMeaning::Number;
        }
    }
    return date ? CellMeaning::Date : time ? CellMeaning::Time : CellMeaning::Number;
}

CellMeaning meaningOfBuiltIn(int id)
{
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || (id >= 34 && id <= 36) ||
        (id >= 50 && id <= 58))
        return CellMeaning::Date;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 33) || (id >= 45 && id <= 47))
        return CellMeaning::Time;
    return CellMeaning::Number;
}

std::string timeText(double seconds)
{
    const bool negative = seconds < 0;
    const auto millis = static_cast<std::int64_t>(std::llround(std::abs(seconds) * 1000));
    const std::int64_t whole = millis / 1000;
    std::string text = negative ? "-" : "";
    text += std::to_string(whole / 3600) + ':';
    putTwo(text, whole / 60 % 60);
    text += ':';
    putTwo(text, whole % 60);
    if (const std::int64_t rest = millis % 1000; rest > 0) {
        text += '.';
        text += static_cast<char>('0' + rest / 100);
        putTwo(text, rest % 100);
    }
    return text;
}

std::string cellText(std::string_view stored, CellMeaning meaning, bool from1904)
{
    const auto number = meaning == CellMeaning::Number ? std::nullopt : labelNumber(stored);
    if (!number || std::abs(*number) > kMostDays)
        return std::string(stored);
    if (meaning == CellMeaning::Time)
        return timeText(*number * kDay);
    const double days = *number + (from1904 ? kFrom1904 : kFrom1899) + (!from1904 && *number < 60 ? 1 : 0);
    const double seconds = std::round(days * kDay * 1000) / 1000;
    return dateToText(seconds, std::abs(seconds / kDay - std::round(seconds / kDay)) > 1e-9);
}

} // namespace netloom
