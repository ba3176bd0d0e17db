// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/number_text.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <string>

namespace netloom {

namespace {

constexpr std::size_t kShort = 23;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool equalsWord(std::string_view text, std::string_view lower)
{
    if (text.size() != lower.size())
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (c != lower[i])
            return false;
    }
    return true;
}

// Length of the thousands mark that stands here, 0 where none does.
std::size_t markAt(std::string_view text, std::size_t at, char mark)
{
    if (mark == '\0' || at >= text.size())
        return 0;
    if (text[at] == mark)
        return 1;
    if (mark == ' ') {
        if (text.substr(at).starts_with("\xc2\xa0")) // U+00A0
            return 2;
        if (text.substr(at).starts_with("\xe2\x80\xaf") || text.substr(at).starts_with("\xe2\x80\x89"))
            return 3; // U+202F, U+2009
    }
    if (mark == '\'' && text.substr(at).starts_with("\xe2\x80\x99")) // U+2019
        return 3;
    return 0;
}

// Appends the whole part without its thousands marks; false where the groups are not 1 to 3 digits and then 3 each, or,
// with commas, 2 each and 3 at last, as in 1,23,456.
bool takeWhole(std::string_view text, std::size_t& at, char mark, std::string& plain, bool& marked)
{
    std::size_t run = 0;
    for (; at < text.size(); ++at, ++run) {
        if (isDigit(text[at])) {
            plain += text[at];
            continue;
        }
        break;
    }
    std::size_t length = markAt(text, at, mark);
    if (length == 0)
        return true;
    if (run < 1 || run > 3)
        return false;
    const auto groupsOf = [&](std::size_t digits) {
        for (std::size_t i = 0; i < digits; ++i) {
            if (at + i >= text.size() || !isDigit(text[at + i]))
                return false;
        }
        if (at + digits < text.size() && isDigit(text[at + digits]))
            return false;
        plain.append(text.substr(at, digits));
        at += digits;
        return true;
    };
    bool pairs = false;
    while (length > 0) {
        at += length;
        if (mark == ',' && run <= 2 && groupsOf(2)) {
            length = markAt(text, at, mark);
            pairs = true;
            if (length == 0)
                return false;
            continue;
        }
        if (!groupsOf(3))
            return false;
        run = 3;
        length = markAt(text, at, mark);
        if (pairs && length > 0)
            return false;
    }
    marked = true;
    return true;
}

} // namespace

ParsedNumber parseNumber(std::string_view text, NumberFormat format)
{
    ParsedNumber parsed;
    std::size_t at = 0;
    std::string plain;
    if (text.empty() || text.size() > 4096)
        return parsed;
    if (text.size() <= kShort) {
        std::array<char, kShort + 9> padded{}; // the short form looks ahead
        std::memcpy(padded.data(), text.data(), text.size());
        if (parseShortNumber(padded.data(), format.decimal, parsed.value, parsed.whole) ==
            padded.data() + text.size()) {
            parsed.kind = NumberText::Number;
            return parsed;
        }
        parsed = ParsedNumber();
    }
    if (text[0] == '-' || text[0] == '+') {
        if (text[0] == '-')
            plain += '-';
        at = 1;
    }
    if (equalsWord(text.substr(at), "inf") || equalsWord(text.substr(at), "infinity")) {
        parsed.kind = NumberText::Infinite;
        return parsed;
    }
    const std::size_t signLength = plain.size();
    if (!takeWhole(text, at, format.thousands, plain, parsed.thousands))
        return parsed;
    std::size_t digits = plain.size() - signLength;
    bool whole = true;
    if (at < text.size() && text[at] == format.decimal) {
        whole = false;
        plain += '.';
        ++at;
        for (; at < text.size() && isDigit(text[at]); ++at, ++digits)
            plain += text[at];
    }
    if (digits == 0)
        return parsed;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        whole = false;
        plain += 'e';
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            plain += text[at++];
        if (at >= text.size())
            return parsed;
        for (; at < text.size() && isDigit(text[at]); ++at)
            plain += text[at];
        if (!isDigit(plain.back()))
            return parsed;
    }
    if (at != text.size())
        return parsed;

    double value = 0;
    const auto [rest, problem] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    // The number of a value that is too small or too large is not specified: the digits tell which of both it is.
    const bool outOfRange = problem == std::errc::result_out_of_range || std::isinf(value);
    if (outOfRange || (value == 0 && plain.find_first_of("123456789") < plain.find('e'))) {
        const std::size_t exponent = plain.find('e');
        const bool small = !std::isinf(value) && (value == 0 ? !outOfRange || plain.find("e-") != std::string::npos ||
                                                                   plain.find_first_of("123456789") > plain.find('.')
                                                             : std::abs(value) < 1);
        parsed.kind = small && (exponent == std::string::npos || plain.compare(exponent, 2, "e-") == 0 || !outOfRange)
                          ? NumberText::Underflow
                          : NumberText::Overflow;
        return parsed;
    }
    if (problem != std::errc() || rest != plain.data() + plain.size())
        return parsed;
    parsed.kind = NumberText::Number;
    parsed.value = value;
    parsed.whole = whole;
    parsed.code =
        whole && !parsed.thousands && digits >= 3 && plain[signLength] == '0' && signLength == 0 && text[0] == '0';
    if (whole && std::abs(value) >= 9007199254740992.0) {
        std::array<char, 512> exact{};
        const auto [end, failed] =
            std::to_chars(exact.data(), exact.data() + exact.size(), value, std::chars_format::fixed, 0);
        std::string_view shown(plain);
        const bool negative = shown.starts_with('-');
        shown.remove_prefix(negative ? 1 : 0);
        shown.remove_prefix(std::min(shown.find_first_not_of('0'), shown.size()));
        const std::string_view back(exact.data() + negative, static_cast<std::size_t>(end - exact.data()) - negative);
        if (failed != std::errc() || back != shown)
            parsed.kind = NumberText::Inexact;
    }
    return parsed;
}

} // namespace netloom
