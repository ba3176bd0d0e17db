// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/word_table.h"

#include <cstring>
#include <stdexcept>

namespace netloom {

namespace {

std::uint64_t load(const char* p, std::size_t bytes)
{
    std::uint64_t value = 0;
    std::memcpy(&value, p, bytes);
    return value;
}

std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// Multiply and fold, eight bytes at a time, as in wyhash.
std::uint32_t hashOf(std::string_view word)
{
    constexpr std::uint64_t kFirst = 0xa0761d6478bd642fU;
    constexpr std::uint64_t kSecond = 0xe7037ed1a0b428dbU;
    const char* p = word.data();
    std::size_t size = word.size();
    std::uint64_t hash = size ^ kFirst;
    while (size > 8) {
        hash = mixed(hash ^ load(p, 8), kSecond);
        p += 8;
        size -= 8;
    }
    std::uint64_t tail = 0;
    if (size == 8)
        tail = load(p, 8);
    else if (size >= 4)
        tail = load(p, 4) | (load(p + size - 4, 4) << 32);
    else if (size > 0)
        tail = static_cast<std::uint64_t>(static_cast<unsigned char>(p[0])) << 16 |
               static_cast<std::uint64_t>(static_cast<unsigned char>(p[size >> 1])) << 8 |
               static_cast<unsigned char>(p[size - 1]);
    hash = mixed(hash ^ tail, kSecond);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

} // namespace

std::int32_t WordTable::code(std::string_view word)
{
    if (m_words.size() * 2 >= m_slots.size())
        grow();
    const std::uint32_t hash = hashOf(word);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        Slot& slot = m_slots[at];
        if (slot.code < 0) {
            if (m_words.size() >= 0x7ffffffeU)
                throw std::length_error("too many different words");
            slot.hash = hash;
            slot.code = static_cast<std::int32_t>(m_words.size());
            m_words.emplace_back(word);
            return slot.code;
        }
        if (slot.hash == hash && m_words[static_cast<std::size_t>(slot.code)] == word)
            return slot.code;
    }
}

void WordTable::grow()
{
    std::vector<Slot> larger(m_slots.empty() ? 16 : m_slots.size() * 4);
    const std::size_t mask = larger.size() - 1;
    for (const Slot& slot : m_slots) {
        if (slot.code < 0)
            continue;
        std::size_t at = slot.hash & mask;
        while (larger[at].code >= 0)
            at = (at + 1) & mask;
        larger[at] = slot;
    }
    m_slots = std::move(larger);
}

} // namespace netloom
