// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/number_mark.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace netloom {

namespace {

constexpr std::size_t kLongest = 64;
constexpr std::size_t kLongestUnit = 12; ///< bytes of a word behind a number that may be its unit

/// A list of words with the bytes that they begin with: most cells are told by their first byte to be none of them.
template<std::size_t N>
class WordList
{
public:
    constexpr explicit WordList(const std::array<std::string_view, N>& words) : m_words(words)
    {
        for (const std::string_view word : words)
            m_first[static_cast<unsigned char>(word[0])] = true;
    }

    bool contains(std::string_view word) const
    {
        return !word.empty() && m_first[static_cast<unsigned char>(word[0])] &&
               std::find(m_words.begin(), m_words.end(), word) != m_words.end();
    }

private:
    std::array<std::string_view, N> m_words;
    std::array<bool, 256> m_first{};
};

/// In front of or behind a number.
constexpr WordList kCurrencies(std::to_array<std::string_view>(
    {"$",   "€",   "£",   "¥",   "₹",   "₩",   "₽", "₺",   "₪",    "฿",   "₴",   "₦",   "₱",   "₫",   "₡",
     "₵",   "₸",   "₼", "₾", "R$",  "US$", "A$",  "C$",  "NZ$",  "HK$", "S$",  "NT$", "Rs",  "Rs.", "zł",
     "Kč",  "kr",  "kr.", "Ft",  "lei", "лв",  "лв.", "руб", "руб.", "р.",  "元",  "円",  "원",  "Fr.", "SFr.",
     "USD", "EUR", "GBP", "CHF", "JPY", "INR", "AUD", "CAD", "NZD",  "CNY", "RMB", "SEK", "NOK", "DKK", "PLN",
     "CZK", "HUF", "RON", "BGN", "TRY", "RUB", "UAH", "BRL", "MXN",  "ZAR", "SGD", "HKD", "KRW", "THB", "IDR",
     "MYR", "VND", "ILS", "AED", "SAR", "EGP", "NGN", "KES", "ARS",  "CLP", "COP", "ISK"}));

/// Only behind a number.
constexpr WordList kUnits(std::to_array<std::string_view>(
    {"%",     "‰",      "nm",      "µm",       "mm",    "cm",     "dm",     "m",     "km",    "in",   "in.",
     "\"",    "ft",     "ft.",     "yd",       "mi",    "miles",  "mg",     "µg",    "ug",    "g",    "kg",
     "t",     "lb",     "lb.",     "lbs",      "lbs.",  "oz",     "ml",     "mL",    "cl",    "dl",   "l",
     "L",     "hl",     "gal",     "m²",       "m2",    "cm²",    "cm2",    "mm²",   "km²",   "km2",  "ha",
     "sqft",  "sq ft",  "sq.ft",   "sq. ft.",  "ft²",   "sqm",    "m³",     "m3",    "cm³",   "ft³",  "cc",
     "CC",    "°",      "°C",      "°F",       "ºC",    "km/h",   "kmh",    "kph",   "mph",   "m/s",  "kn",
     "W",     "kW",     "MW",      "GW",       "hp",    "PS",     "bhp",    "CV",    "Wh",    "kWh",  "MWh",
     "J",     "kJ",     "MJ",      "cal",      "kcal",  "V",      "mV",     "kV",    "A",     "mA",   "mAh",
     "Ω",     "Hz",     "kHz",     "MHz",      "GHz",   "kB",     "KB",     "MB",    "GB",    "TB",   "Mbps",
     "Pa",    "hPa",    "kPa",     "MPa",      "bar",   "mbar",   "psi",    "mmHg",  "ms",    "s",    "sec",
     "secs",  "min",    "mins",    "h",        "hr",    "hrs",    "hours",  "d",     "days",  "wk",   "weeks",
     "mo",    "months", "yr",      "yrs",      "years", "ppm",    "ppb",    "mg/l",  "mg/L",  "µg/l", "µg/L",
     "ug/L",  "g/l",    "g/L",     "mg/dL",    "mg/dl", "mmol/l", "mmol/L", "mg/kg", "µg/m³", "kmpl", "km/l",
     "km/kg", "mpg",    "l/100km", "l/100 km", "px",    "pt",     "dpi",    "rpm",   "Nm",    "nm.",  "dB",
     "pcs",   "Stk"}));

struct Magnitude {
    std::string_view word;
    int power;
};
constexpr std::array kMagnitudes = std::to_array<Magnitude>(
    {{"K", 3},    {"k", 3},       {"Tsd.", 3},    {"thousand", 3}, {"M", 6},     {"mn", 6},     {"mln", 6},
     {"Mio", 6},  {"Mio.", 6},    {"million", 6}, {"B", 9},        {"bn", 9},    {"mld", 9},    {"Mrd", 9},
     {"Mrd.", 9}, {"billion", 9}, {"lakh", 5},    {"lakhs", 5},    {"crore", 7}, {"crores", 7}, {"Cr", 7}});

constexpr std::array<std::string_view, 4> kBlanks = {" ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89"};
constexpr std::string_view kMinus = "\xe2\x88\x92"; // U+2212

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte | 0x20U) - 'a' < 26U || byte >= 0x80;
}

std::size_t blankAt(std::string_view text)
{
    for (const std::string_view blank : kBlanks) {
        if (text.starts_with(blank))
            return blank.size();
    }
    return 0;
}

bool skipBlanks(std::string_view& text)
{
    bool some = false;
    for (std::size_t length = blankAt(text); length > 0; length = blankAt(text)) {
        text.remove_prefix(length);
        some = true;
    }
    return some;
}

void dropBlanksBehind(std::string_view& text)
{
    for (bool more = true; more;) {
        more = false;
        for (const std::string_view blank : kBlanks) {
            if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                more = true;
            }
        }
    }
}

// Steps over a sign; false where there are two.
bool takeSign(std::string_view& text, DressedNumber& number, bool& seen)
{
    const bool minus = text.starts_with(kMinus);
    if (!minus && !text.starts_with('-') && !text.starts_with('+'))
        return true;
    if (seen)
        return false;
    seen = true;
    number.negative = minus || text[0] == '-';
    number.dress |= minus ? NumberDress::Minus : 0;
    text.remove_prefix(minus ? kMinus.size() : 1);
    return true;
}

// The digits with their marks and exponent, up to what cannot belong to a number.
std::string_view takeDigits(std::string_view& text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const std::string_view rest = text.substr(at);
        if (isDigit(rest[0]) || rest[0] == '.' || rest[0] == ',') {
            ++at;
            continue;
        }
        const std::size_t mark = rest[0] == '\'' ? 1 : rest.starts_with("\xe2\x80\x99") ? 3 : blankAt(rest);
        if (mark > 0 && at > 0 && isDigit(text[at - 1]) && rest.size() > mark && isDigit(rest[mark])) {
            at += mark;
            continue;
        }
        const std::size_t sign = rest.size() > 1 && (rest[1] == '+' || rest[1] == '-') ? 2 : 1;
        if ((rest[0] == 'e' || rest[0] == 'E') && at > 0 && rest.size() > sign && isDigit(rest[sign])) {
            at += sign;
            continue;
        }
        break;
    }
    const std::string_view digits = text.substr(0, at);
    text.remove_prefix(at);
    return digits;
}

// A dash behind the decimal mark, and the mark; false where there is none.
bool dropNoCents(std::string_view& digits, std::string_view& rest)
{
    if (digits.size() < 2 || (digits.back() != ',' && digits.back() != '.'))
        return false;
    for (const std::string_view dash : {"--", "-", "\xe2\x80\x93", "\xe2\x80\x94"}) {
        if (rest.starts_with(dash)) {
            digits.remove_suffix(1);
            rest.remove_prefix(dash.size());
            return true;
        }
    }
    return false;
}

/// "[1]", "[a]", "(e)"; a number in parentheses is something else, such as a share.
bool isFootnote(std::string_view text)
{
    if (text.size() < 3 || text.size() > 5)
        return false;
    const std::string_view inner = text.substr(1, text.size() - 2);
    const auto is = [&](auto allowed) { return std::all_of(inner.begin(), inner.end(), allowed); };
    const auto isSign = [](char c) { return (c >= 'a' && c <= 'z') || c == '*'; };
    return (text[0] == '(' && text.back() == ')' && is(isSign)) ||
           (text[0] == '[' && text.back() == ']' && is([&](char c) { return isSign(c) || isDigit(c); }));
}

bool isFlag(std::string_view text)
{
    const auto isSmall = [](char c) { return (c >= 'a' && c <= 'z') || c == '*'; };
    return !text.empty() && text.size() <= 3 && std::all_of(text.begin(), text.end(), isSmall);
}

// What stands behind the digits; false where it is no part of a number.
bool takeSuffix(std::string_view text, DressedNumber& number)
{
    const bool apart = skipBlanks(text);
    if (text.empty())
        return true;
    // A minus behind the digits or behind their mark: "12.50- EUR", "12.50 EUR-"; "3-pack" has none.
    for (const std::string_view minus : {std::string_view("-"), kMinus}) {
        const bool first = text == minus || (text.starts_with(minus) && blankAt(text.substr(minus.size())) > 0);
        if (!first && !text.ends_with(minus))
            continue;
        if (number.negative)
            return false;
        number.negative = true;
        number.dress |= NumberDress::Accounting;
        first ? text.remove_prefix(minus.size()) : text.remove_suffix(minus.size());
        skipBlanks(text);
        dropBlanksBehind(text);
        if (text.empty())
            return true;
        break;
    }
    if (text.ends_with('+')) {
        number.dress |= NumberDress::AtLeast;
        text.remove_suffix(1);
        dropBlanksBehind(text);
        if (text.empty())
            return true;
    }
    const auto isKnown = [](std::string_view word) { return kUnits.contains(word) || kCurrencies.contains(word); };
    for (const Magnitude& magnitude : kMagnitudes) {
        if (!text.starts_with(magnitude.word))
            continue;
        std::string_view unit = text.substr(magnitude.word.size());
        const bool gap = skipBlanks(unit);
        const bool word = !unit.empty() && !gap && isWordByte(magnitude.word.back()) && kUnits.contains(text);
        if (word || (!unit.empty() && (!isKnown(unit) || !number.mark.empty())))
            continue;
        number.power = magnitude.power;
        number.dress |= NumberDress::Magnitude;
        if (!unit.empty()) {
            number.mark = unit;
            number.known = true;
        }
        return true;
    }
    if (!number.mark.empty()) {
        // Behind a currency these are no metres: "£1.2m", "$3bn".
        const int power = text == "m" ? 6 : text == "b" ? 9 : text == "tn" ? 12 : 0;
        number.power = power;
        number.dress |= power > 0 ? NumberDress::Magnitude : 0;
        return power > 0;
    }
    number.mark = text;
    if (isFootnote(text)) {
        number.dress |= NumberDress::Flag;
        return true;
    }
    number.known = isKnown(text);
    number.dress |= isFlag(text) && (apart || text[0] == '*') ? NumberDress::Flag : 0;
    return number.known ||
           (text.size() <= kLongestUnit &&
            std::none_of(text.begin(), text.end(), [](char c) { return isDigit(c) || c == '='; }) &&
            isWordByte(text[0])) ||
           (number.dress & NumberDress::Flag) != 0;
}

} // namespace

std::optional<DressedNumber> undressed(std::string_view cell)
{
    if (cell.size() < 2 || cell.size() > kLongest)
        return std::nullopt;
    const auto digit = std::find_if(cell.begin(), cell.end(), isDigit);
    if (digit == cell.end() || digit - cell.begin() > 12)
        return std::nullopt;
    // Nothing but digits and marks is a bare number, or none.
    const std::string_view unsignedCell = cell.substr(cell[0] == '-' || cell[0] == '+' ? 1 : 0);
    if (std::all_of(unsignedCell.begin(), unsignedCell.end(),
                    [](char c) { return isDigit(c) || c == '.' || c == ','; }))
        return std::nullopt;
    DressedNumber number;
    std::string_view text = cell;
    skipBlanks(text);
    dropBlanksBehind(text);
    bool sign = false;
    if (text.starts_with('(') && text.ends_with(')')) {
        number.negative = true;
        number.dress |= NumberDress::Accounting;
        sign = true;
        text = text.substr(1, text.size() - 2);
        skipBlanks(text);
    }
    for (const std::string_view limit : {"ca. ", "ca ", "circa ", "approx. ", "about ", "<=", ">=", "<", ">",
                                         "\xe2\x89\xa4", "\xe2\x89\xa5", "~", "\xe2\x89\x88"}) {
        if (text.starts_with(limit)) {
            number.dress |= NumberDress::Limit;
            text.remove_prefix(limit.size());
            skipBlanks(text);
            break;
        }
    }
    if (!takeSign(text, number, sign))
        return std::nullopt;
    if (!text.empty() && !isDigit(text[0]) && text[0] != '.' && text[0] != ',') {
        const std::size_t start = text.find_first_of("0123456789");
        if (start == std::string_view::npos)
            return std::nullopt;
        std::size_t end = start;
        while (end > 0 && (text[end - 1] == ',' || text[end - 1] == '-' || text[end - 1] == '+' ||
                           (text[end - 1] == '.' && !kCurrencies.contains(text.substr(0, end)))))
            --end;
        std::string_view mark = text.substr(0, end);
        dropBlanksBehind(mark);
        if (!kCurrencies.contains(mark))
            return std::nullopt;
        number.mark = mark;
        number.known = true;
        text.remove_prefix(end);
        if (!takeSign(text, number, sign))
            return std::nullopt;
        skipBlanks(text);
    }
    number.digits = takeDigits(text);
    number.dress |= dropNoCents(number.digits, text) ? NumberDress::NoCents : 0;
    if (number.digits.empty() || !takeSuffix(text, number))
        return std::nullopt;
    if (number.mark.empty() && number.dress == 0)
        return std::nullopt;
    return number;
}

bool isShareMark(std::string_view mark)
{
    return mark == "%" || mark == "‰";
}

bool isUnitMark(std::string_view mark)
{
    return !isShareMark(mark) && !kCurrencies.contains(mark);
}

ParsedNumber valueOf(const DressedNumber& number, NumberFormat format)
{
    ParsedNumber parsed;
    if (number.power == 0) {
        parsed = parseNumber(number.digits, format);
    } else {
        // In text, so that 8.2M is 8200000 and not what 8.2 times a million is.
        parsed = parseNumber(std::string(number.digits) + 'e' + std::to_string(number.power), format);
        parsed.whole = parsed.value == std::floor(parsed.value);
    }
    if (parsed.kind == NumberText::Infinite)
        return {};
    parsed.code = false;
    parsed.value = number.negative ? -parsed.value : parsed.value;
    return parsed;
}

} // namespace netloom
