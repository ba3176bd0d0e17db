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
    bool named = false;     ///< the month has a name, so that the order does not matter
    bool shortYear = false; ///< the year has two digits and stands for one from 1969 to 2068
};

/// Reads a whole cell as a date, with an optional time: 2024-01-31, 2024/1/31, 20240131, 31.01.2024, 31/01/2024 (or
/// month first), 2024年1月31日, or with the name of the month, Jan 05, 2021, 5-Jan-21, 5 January 2021, 5 de enero de
/// 2021, Jan 2021; then T or a blank, 23:59, 23:59:59, 23:59:59.123, 2:22 PM, then Z, +01:00 or +0100. A colon may
/// stand between a date with a name and the time, 15/May/2019:11:02:21, or the year behind it, May 15 11:02:21 2019.
/// Years have four digits, behind a month two as well.
ParsedDate parseDate(std::string_view text, DateOrder order);

/// 2024-01-31, or 2024-01-31 23:59:59 with `timeOfDay` (and decimals of a second where there are some).
std::string dateToText(double seconds, bool timeOfDay);

/// Days since 1970-01-01 in the Gregorian calendar (Hinnant's civil-day formula).
std::int64_t daysFromCivil(std::int64_t year, unsigned month, unsigned day);

} // namespace netloom
