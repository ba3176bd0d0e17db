// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/boolean_text.h"

#include <array>

namespace netloom {

std::span<const BooleanWords> booleanWords()
{
    static constexpr std::array<BooleanWords, 12> kWords = {{
        {"true", "false"},
        {"yes", "no"},
        {"t", "f"},
        {"y", "n"},
        {"on", "off"},
        {"oui", "non"},
        {"vrai", "faux"},
        {"ja", "nein"},
        {"wahr", "falsch"},
        {"sí", "no"},
        {"verdadero", "falso"},
        {"vero", "falso"},
    }};
    return kWords;
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

} // namespace netloom
