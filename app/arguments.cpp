// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/arguments.h"

#include "app/usage_error.h"
#include "core/base/error.h"

#include <algorithm>
#include <charconv>

namespace netloom {

namespace {

template<typename Number>
std::string shown(Number number)
{
    std::string text(32, '\0');
    text.resize(static_cast<std::size_t>(std::to_chars(text.data(), text.data() + 32, number).ptr - text.data()));
    return text;
}

template<typename Number>
Number numberOf(const std::string& name, const std::string& text, Number least, Number most)
{
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc() || rest != end || !(value >= least && value <= most))
        throw UsageError(name + (std::integral<Number> ? ": a whole number from " : ": a number from ") + shown(least) +
                         " to " + shown(most) + " is needed, not " + netloom::quoted(text));
    return value;
}

} // namespace

Argument& Arguments::add(Argument argument)
{
    return m_all.emplace_back(std::move(argument));
}

Argument& Arguments::text(const std::string& name, std::string& target, const std::string& word,
                          const std::string& help)
{
    const auto take = [&target, name](const std::string& text) {
        if (text.empty())
            throw UsageError(name + ": a name is needed, not an empty text");
        target = text;
    };
    return add({name, help, word, {}, Argument::Values::One, false, take});
}

Argument& Arguments::flag(const std::string& name, bool& target, const std::string& help)
{
    const auto take = [&target](const std::string&) { target = true; };
    return add({name, help, {}, {}, Argument::Values::None, false, take});
}

Index Arguments::numberFrom(const std::string& name, const std::string& text, Index least, Index most)
{
    return numberOf(name, text, least, most);
}

std::uint64_t Arguments::numberFrom(const std::string& name, const std::string& text, std::uint64_t least,
                                    std::uint64_t most)
{
    return numberOf(name, text, least, most);
}

double Arguments::numberFrom(const std::string& name, const std::string& text, double least, double most)
{
    return numberOf(name, text, least, most);
}

std::size_t Arguments::placeOf(const std::string& name, const std::string& text, const std::vector<std::string>& words)
{
    const auto found = std::find(words.begin(), words.end(), text);
    if (found == words.end())
        throw UsageError(name + ": " + joined(words, "|") + " is needed, not " + netloom::quoted(text));
    return static_cast<std::size_t>(found - words.begin());
}

std::string Arguments::joined(const std::vector<std::string>& words, const char* between)
{
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : between).append(word);
    return text;
}

} // namespace netloom
