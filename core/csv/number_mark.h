// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/number_text.h"

#include <span>
#include <string>
#include <string_view>

namespace netloom {

/// The sign of a currency, of percent or of per mille in front of or behind a number, as in "$5", "-$1,234.50", "5 €",
/// "USD 5" or "12%"; empty where there is none. Whether the rest is a number is not looked at.
std::string_view numberMarkIn(std::string_view cell);

/// All marks, in a fixed order.
std::span<const std::string_view> numberMarks();

/// Whether the mark changes the size of a number: "12%" and "12" are different values.
bool isShareMark(std::string_view mark);

/// The cell without its mark and the blanks between them; empty where the mark is not at its end.
std::string withoutNumberMark(std::string_view cell, std::string_view mark);

/// The number in front of or behind the mark; NotANumber where a cell does not carry it. "12%" is 12.
ParsedNumber parseMarkedNumber(std::string_view cell, std::string_view mark, NumberFormat format);

} // namespace netloom
