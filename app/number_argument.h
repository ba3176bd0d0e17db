// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <CLI/App.hpp>

#include <charconv>
#include <string>
#include <type_traits>

namespace netloom {

/// The whole text as a number from `least` to `most`, locale-free. @throws CLI::ValidationError with a sentence
template<typename Number>
Number numberArgument(const std::string& option, const std::string& text, Number least, Number most)
{
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc() || rest != end || !(value >= least && value <= most)) {
        const auto label = [](Number number) {
            std::string shown(32, '\0');
            shown.resize(
                static_cast<std::size_t>(std::to_chars(shown.data(), shown.data() + 32, number).ptr - shown.data()));
            return shown;
        };
        throw CLI::ValidationError(option, (std::is_integral_v<Number> ? "a whole number from " : "a number from ") +
                                               label(least) + " to " + label(most) + " is needed, not " +
                                               netloom::quoted(text));
    }
    return value;
}

/// An option with a number; `target` may be a number or an optional of one.
template<typename Number, typename Target>
CLI::Option* addNumber(CLI::App& app, const std::string& name, Target& target, Number least, Number most,
                       const std::string& help)
{
    const std::string word = std::is_integral_v<Number> ? "N" : "X";
    return app
        .add_option_function<std::string>(
            name,
            [&target, name, least, most](const std::string& text) {
                target = numberArgument<Number>(name, text, least, most);
            },
            help)
        ->type_name(word);
}

} // namespace netloom
