// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace netloom {

/// What the two numbers of "32:12" are, in a column of durations or times of day.
enum class ClockForm { None, MinutesSeconds, HoursMinutes };

/// A cell such as "32:12", "3:30:25", "0:59.4", "2:22 PM", "2h 14m", "1 hr 5 min", "PT1H30M" or
/// "2 days 03:04:05".
struct ClockText {
    double seconds = 0;
    int first = 0;       ///< the first number
    bool padded = false; ///< the first number has two digits
    bool three = false;  ///< hours, minutes and seconds, or with their units
    bool single = false; ///< one number with its unit
    bool noon = false;   ///< with AM or PM
    bool whole = true;   ///< no decimals
};

/// Reads a whole cell; two numbers as `form` says, and where it is None as minutes and seconds. Nothing where it is
/// something else, or where hours and minutes are past 24 hours.
std::optional<ClockText> parseClock(std::string_view text, ClockForm form);

} // namespace netloom
