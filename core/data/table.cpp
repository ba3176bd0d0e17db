// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table.h"

#include "core/data/date_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace netloom {

std::string_view kindName(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Number:
        return "number";
    case ColumnKind::Text:
        return "text";
    case ColumnKind::Boolean:
        return "boolean";
    case ColumnKind::DateTime:
        return "datetime";
    case ColumnKind::Empty:
        break;
    }
    return "empty";
}

bool Column::isMissing(Index row) const
{
    const auto at = static_cast<std::size_t>(row);
    return kind == ColumnKind::Text ? codes[at] < 0 : kind == ColumnKind::Empty || std::isnan(numbers[at]);
}

std::string Column::text(Index row) const
{
    if (isMissing(row))
        return {};
    const auto at = static_cast<std::size_t>(row);
    switch (kind) {
    case ColumnKind::Text:
        return dictionary[static_cast<std::size_t>(codes[at])];
    case ColumnKind::Boolean:
        return numbers[at] != 0 ? trueWord : falseWord;
    case ColumnKind::DateTime:
        return dateToText(numbers[at], !dateOnly);
    case ColumnKind::Number:
    case ColumnKind::Empty:
        break;
    }
    // The shortest text that gives the same double again; without an exponent where a person would not write one.
    const double value = numbers[at];
    const double magnitude = std::abs(value);
    std::array<char, 64> digits{};
    const bool plain = magnitude == 0 || (magnitude >= 1e-5 && magnitude < 1e16);
    const auto end =
        plain ? std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed).ptr
              : std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

Index Table::find(std::string_view name) const
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].name == name)
            return static_cast<Index>(i);
    }
    // A column without a name of its own is found by its number, too.
    const std::string numbered = "column " + std::string(name);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].name == numbered)
            return static_cast<Index>(i);
    }
    return -1;
}

} // namespace netloom
