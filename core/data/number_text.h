// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace netloom {

/// How a file writes numbers.
struct NumberFormat {
    char decimal = '.';
    char thousands = '\0'; ///< '\0': none; ' ' also stands for no-break and thin spaces, '\'' for U+2019

    bool operator==(const NumberFormat&) const = default;
};

/// What a cell is as a number.
enum class NumberText {
    Number,
    Inexact,   ///< a whole number past 2^53 that a double cannot hold exactly; rounded
    Underflow, ///< smaller than a double can be; 0
    Overflow,  ///< larger than a double can be; no value
    Infinite,  ///< the word inf or infinity; no value
    NotANumber ///< some text: hexadecimal, digits with other characters behind …; no value
};

struct ParsedNumber {
    NumberText kind = NumberText::NotANumber;
    double value = 0;
    bool whole = false;     ///< written without decimals and exponent
    bool thousands = false; ///< thousands marks were left out
    bool code = false;      ///< three digits or more with a zero in front, such as 08123: rather a code than a number
};

/// Reads a whole cell, without blanks around it, rounded correctly. Locale-free. Grammar: sign, digits with an optional
/// decimal mark and complete thousands groups (with commas also those of India, 1,23,456), exponent with e or E. A
/// prefix of a cell is never taken for its value.
ParsedNumber parseNumber(std::string_view text, NumberFormat format);

/// The common case, for the hot loop: a decimal number of up to 19 digits without exponent, thousands marks and leading
/// zeros. Reads up to 8 bytes past what it needs. Returns the place behind the number, or nullptr where parseNumber()
/// must look.
inline const char* parseShortNumber(const char* p, char decimal, double& value, bool& whole)
{
    static constexpr std::array<double, 23> kPowers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    static constexpr std::array<std::uint64_t, 9> kWholePowers = {1,      10,      100,      1000,     10000,
                                                                  100000, 1000000, 10000000, 100000000};
    const bool negative = *p == '-';
    p += negative;
    const char* const first = p;
    if (*p == '0' && static_cast<unsigned char>(p[1]) - 48U < 10)
        return nullptr;
    std::uint64_t mantissa = 0;
    for (unsigned digit = static_cast<unsigned char>(*p) - 48U; digit < 10;
         digit = static_cast<unsigned char>(*p) - 48U) {
        mantissa = mantissa * 10 + digit;
        ++p;
    }
    auto digits = p - first;
    std::size_t decimals = 0;
    if (*p == decimal) {
        const char* const start = ++p;
        if constexpr (std::endian::native == std::endian::little) {
            for (;;) {
                std::uint64_t word = 0;
                std::memcpy(&word, p, 8);
                const std::uint64_t low = word ^ 0x3030303030303030U;
                // The high nibble tells where the first byte stands that is not a digit.
                const std::uint64_t other = ((low + 0x0606060606060606U) | low) & 0xf0f0f0f0f0f0f0f0U;
                const auto count = static_cast<unsigned>(other ? std::countr_zero(other) / 8 : 8);
                if (count == 0)
                    break;
                std::uint64_t v = low << (64 - 8 * count);
                v = (v * 10) + (v >> 8);
                v = (((v & 0x000000ff000000ffU) * 0x000f424000000064U) +
                     (((v >> 16) & 0x000000ff000000ffU) * 0x0000271000000001U)) >>
                    32;
                mantissa = mantissa * kWholePowers[count] + static_cast<std::uint32_t>(v);
                p += count;
                if (count < 8 || p - start > 19)
                    break;
            }
        } else {
            while (static_cast<unsigned char>(*p) - 48U < 10)
                mantissa = mantissa * 10 + (static_cast<unsigned char>(*p++) - 48U);
        }
        decimals = static_cast<std::size_t>(p - start);
        digits += p - start;
    }
    // Up to 2^53 and 10^22 both are exact doubles, so that one division rounds correctly (Clinger 1990).
    if (digits == 0 || digits > 19 || mantissa > (std::uint64_t{1} << 53))
        return nullptr;
    const double magnitude =
        decimals > 0 ? static_cast<double>(mantissa) / kPowers[decimals] : static_cast<double>(mantissa);
    value = negative ? -magnitude : magnitude;
    whole = decimals == 0 && p[-1] != decimal;
    return p;
}

} // namespace netloom
