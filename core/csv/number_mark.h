// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/number_text.h"

#include <optional>
#include <string_view>

namespace netloom {

/// What may stand around the digits of a cell besides a sign or unit. Bits.
struct NumberDress {
    static constexpr unsigned Accounting = 1; ///< parentheses or a minus behind: negative
    static constexpr unsigned Magnitude = 2;  ///< K, M, Mio, lakh …
    static constexpr unsigned AtLeast = 4;    ///< a plus behind: "10,000+"
    /// One to three small letters or stars behind a blank, or in brackets: "64.9 b".
    static constexpr unsigned Flag = 8;
    static constexpr unsigned Limit = 16;   ///< < > ~ in front: "<0.05"
    static constexpr unsigned Minus = 32;   ///< a typographic minus in front
    static constexpr unsigned NoCents = 64; ///< a dash in place of cents: "12.-", "1.234,– €"
};

/// A number with what stands around it, as in "-$1,234.50", "(243.50)", "€77.5M", "160 lbs", "10,000+", "<0.05". The
/// texts are parts of the cell.
struct DressedNumber {
    std::string_view mark;   ///< the sign of a currency or share, or the unit; empty: none
    bool known = false;      ///< the mark is a currency, a share or a unit of the list, not just some word
    std::string_view digits; ///< for parseNumber(), without sign
    bool negative = false;
    int power = 0; ///< of ten, by the magnitude
    unsigned dress = 0;
};

/// Takes a cell apart; nothing where its digits stand alone, or where other text is around them. In front only known
/// currencies may stand; behind, any short word, which then is not `known`. Whether the digits are a number is not
/// looked at.
std::optional<DressedNumber> undressed(std::string_view cell);

/// Whether the mark changes the size of a number: "12%" and "12" are different values.
bool isShareMark(std::string_view mark);

/// Whether the mark is a unit of measurement rather than the sign of a currency or share.
bool isUnitMark(std::string_view mark);

/// The value of a number that was taken apart; NotANumber where the digits are none. "12%" is 12, "€77.5M" 77500000,
/// "<0.05" 0.05.
ParsedNumber valueOf(const DressedNumber& number, NumberFormat format);

} // namespace netloom
