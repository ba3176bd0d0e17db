// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace netloom {

/// One option or argument of a command, as the parser and the help need it.
struct Argument {
    enum class Values {
        None,     ///< a flag
        One,      ///< the last one given counts
        Repeated, ///< one each time the option is given
        List      ///< as many as there are
    };

    std::string name; ///< "--epochs", "-o,--output", or a word for what has its place: "PROJECT"
    std::string help;
    std::string word = {};  ///< stands for the value in the help
    std::string group = {}; ///< heading in the help; empty: the usual one
    Values values = Values::One;
    bool required = false;
    /// Called for each value, for a flag with an empty text. @throws UsageError with a sentence
    std::function<void(const std::string&)> take = {};
};

/// What a command understands. Values go to variables of the command, which must outlive the parsing.
class Arguments
{
public:
    /// Any form; the others are made of it. The reference holds until the next call.
    Argument& add(Argument argument);

    /// A text that is not empty.
    Argument& text(const std::string& name, std::string& target, const std::string& word, const std::string& help);
    /// A text that may be empty. The target may be the text or an optional of it.
    template<typename Target>
    Argument& anyText(const std::string& name, Target& target, const std::string& word, const std::string& help)
    {
        const auto take = [&target](const std::string& text) { target = text; };
        return add({name, help, word, {}, Argument::Values::One, false, take});
    }
    Argument& flag(const std::string& name, bool& target, const std::string& help);

    /// A number in a range, locale-free. The target may be the number or an optional of it.
    template<typename Number, typename Target>
    Argument& number(const std::string& name, Target& target, Number least, Number most, const std::string& help)
    {
        const auto take = [&target, name, least, most](const std::string& text) {
            target = numberFrom(name, text, least, most);
        };
        return add({name, help, std::integral<Number> ? "N" : "X", {}, Argument::Values::One, false, take});
    }

    /// A choice between words, each standing for a value.
    template<typename Value, typename Target>
    Argument& choice(const std::string& name, Target& target, const std::vector<std::pair<std::string, Value>>& choices,
                     const std::string& help)
    {
        std::vector<std::string> words;
        for (const auto& choice : choices)
            words.push_back(choice.first);
        const auto take = [&target, choices, name, words](const std::string& text) {
            target = choices[placeOf(name, text, words)].second;
        };
        return add({name, help, joined(words, "|"), {}, Argument::Values::One, false, take});
    }

    const std::vector<Argument>& all() const { return m_all; }

private:
    static Index numberFrom(const std::string& name, const std::string& text, Index least, Index most);
    static std::uint64_t numberFrom(const std::string& name, const std::string& text, std::uint64_t least,
                                    std::uint64_t most);
    static double numberFrom(const std::string& name, const std::string& text, double least, double most);
    static std::size_t placeOf(const std::string& name, const std::string& text, const std::vector<std::string>& words);
    static std::string joined(const std::vector<std::string>& words, const char* between);

    std::vector<Argument> m_all;
};

} // namespace netloom
