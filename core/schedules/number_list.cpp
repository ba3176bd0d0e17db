// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/number_list.h"

#include "core/base/error.h"

#include <charconv>
#include <cmath>
#include <string>

namespace netloom {

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

double parseNumber(std::string_view part, std::string_view where)
{
    double number = 0;
    const auto result = std::from_chars(part.data(), part.data() + part.size(), number);
    if (result.ec != std::errc() || result.ptr != part.data() + part.size() || !std::isfinite(number))
        throw Error(quoted(part) + " is not a number", std::string(where),
                    "Write numbers with a decimal point, separated by commas, for example 0.1, 0.01.");
    return number;
}

} // namespace

std::vector<double> parseNumberList(std::string_view text, std::string_view where)
{
    std::vector<double> numbers;
    std::string_view rest = trimmed(text);
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        numbers.push_back(parseNumber(trimmed(rest.substr(0, comma)), where));
        if (comma == std::string_view::npos)
            break;
        rest = trimmed(rest.substr(comma + 1));
    }
    return numbers;
}

} // namespace netloom
