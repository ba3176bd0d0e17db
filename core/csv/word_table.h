// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Gives every different word a code, counting from 0 in order of first appearance.
class WordTable
{
public:
    /// The code of the word, a new one where it was never seen. @throws std::length_error past 2^31 - 2 words
    std::int32_t code(std::string_view word);

    const std::vector<std::string>& words() const { return m_words; }
    std::vector<std::string> takeWords() { return std::move(m_words); }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::int32_t code = -1;
    };
    void grow();

    std::vector<Slot> m_slots; ///< power of two; open addressing
    std::vector<std::string> m_words;
};

} // namespace netloom
