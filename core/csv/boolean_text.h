// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace netloom {

/// A pair of words that stand for true and false, in lower case.
struct BooleanWords {
    std::string_view trueWord;
    std::string_view falseWord;
};

/// true/false, yes/no and the like in a few languages. Hand-written list; one line makes a pair known.
std::span<const BooleanWords> booleanWords();

/// Whether the two are equal but for the case of ASCII letters.
bool equalIgnoringCase(std::string_view a, std::string_view b);

} // namespace netloom
