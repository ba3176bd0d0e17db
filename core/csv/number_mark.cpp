// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/number_mark.h"

#include <array>

namespace netloom {

namespace {

constexpr std::size_t kLongest = 64;
constexpr std::array<std::string_view, 17> kMarks = {
    "$", "€", "£", "¥", "₹", "₩", "₽", "₺", "₪", "฿", "%", "‰", "USD", "EUR", "GBP", "CHF", "JPY",
};
constexpr std::array<std::string_view, 3> kBlanks = {" ", "\xc2\xa0", "\xe2\x80\xaf"};

bool isSign(char c)
{
    return c == '-' || c == '+';
}

bool opensNumber(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == ',';
}

} // namespace

std::span<const std::string_view> numberMarks()
{
    return kMarks;
}

std::string_view numberMarkIn(std::string_view cell)
{
    if (cell.size() < 2 || cell.size() > kLongest)
        return {};
    const std::string_view body = cell.substr(isSign(cell[0]) ? 1 : 0);
    const bool numberFirst = opensNumber(body[0]);
    if (numberFirst == opensNumber(body.back()))
        return {};
    for (const std::string_view mark : kMarks) {
        if (numberFirst ? body.ends_with(mark) : body.starts_with(mark))
            return mark;
    }
    return {};
}

bool isShareMark(std::string_view mark)
{
    return mark == "%" || mark == "‰";
}

std::string withoutNumberMark(std::string_view cell, std::string_view mark)
{
    if (mark.empty() || cell.size() <= mark.size() || cell.size() > kLongest)
        return {};
    std::string rest;
    if (isSign(cell[0])) {
        rest = cell[0];
        cell.remove_prefix(1);
    }
    if (cell.starts_with(mark)) {
        cell.remove_prefix(mark.size());
        for (const std::string_view blank : kBlanks)
            cell.remove_prefix(cell.starts_with(blank) ? blank.size() : 0);
        if (!rest.empty() && !cell.empty() && isSign(cell[0]))
            return {};
    } else if (cell.ends_with(mark)) {
        cell.remove_suffix(mark.size());
        for (const std::string_view blank : kBlanks)
            cell.remove_suffix(cell.ends_with(blank) ? blank.size() : 0);
    } else {
        return {};
    }
    return cell.empty() ? std::string() : rest.append(cell);
}

ParsedNumber parseMarkedNumber(std::string_view cell, std::string_view mark, NumberFormat format)
{
    ParsedNumber parsed = parseNumber(withoutNumberMark(cell, mark), format);
    if (parsed.kind == NumberText::Infinite)
        return {};
    parsed.code = false;
    return parsed;
}

} // namespace netloom
