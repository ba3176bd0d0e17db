// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace netloom {

/// Order of the parts of a date.
enum class DateOrder { YearMonthDay, DayMonthYear, MonthDayYear };

struct ParsedDate {
    bool valid = false;
    double seconds = 0;     ///< since 1970-01-01 00:00:00 UTC; a time without zone counts as UTC
    bool timeOfDay = false; ///< a time was written
};

/// Reads a whole cell as a date, with an optional time: 2024-01-31, 2024/1/31, 31.01.2024, 31/01/2024 (or month first),
/// then T or a blank, 23:59, 23:59:59, 23:59:59.123, then Z, +01:00 or +0100. Years have four digits.
ParsedDate parseDate(std::string_view text, DateOrder order);

/// 2024-01-31, or 2024-01-31 23:59:59 with `timeOfDay` (and decimals of a second where there are some).
std::string dateToText(double seconds, bool timeOfDay);

/// Days since 1970-01-01 in the Gregorian calendar (Hinnant's civil-day formula).
std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day);

} // namespace netloom
