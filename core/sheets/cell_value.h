// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace netloom {

/// What the format of a number says that it is.
enum class CellMeaning { Number, Date, Time };

/// Of a number format of Excel, by its code ("dd.mm.yyyy", "[h]:mm:ss", "0.00%").
CellMeaning meaningOfCode(std::string_view code);
/// Of one of the formats of Excel that have a number instead of a code.
CellMeaning meaningOfBuiltIn(int id);

/// The text of a stored number: as it is stored, or a date "2024-02-29 13:30:00", or a time "26:00:00".
/// @param from1904  days are counted from 1904 on
std::string cellText(std::string_view stored, CellMeaning meaning, bool from1904);

/// Hours, minutes and seconds as "26:00:00".
std::string timeText(double seconds);

} // namespace netloom
