// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/line_numbers.h"

#include "core/base/cancelled.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace netloom {

namespace {

constexpr std::size_t kPiece = std::size_t{16} << 20; ///< a wish to stop is looked for so often

// Marks the bytes of the word that are `c` with their highest bit; no carry passes from byte to byte.
std::uint64_t bytesEqual(std::uint64_t word, char c)
{
    constexpr std::uint64_t kLow = 0x7f7f7f7f7f7f7f7fU;
    const std::uint64_t other = word ^ (0x0101010101010101U * static_cast<unsigned char>(c));
    return ~(((other & kLow) + kLow) | other | kLow);
}

} // namespace

Index countLineEnds(std::string_view text)
{
    const char* p = text.data();
    const char* const end = p + text.size();
    int lines = 0;
    Index all = 0;
    for (; end - p > 8; p += 8) { // the byte behind the eight is there
        std::uint64_t word = 0;
        std::uint64_t next = 0;
        std::memcpy(&word, p, 8);
        std::memcpy(&next, p + 1, 8);
        const std::uint64_t carriage = bytesEqual(word, '\r') & ~bytesEqual(next, '\n');
        lines += std::popcount(bytesEqual(word, '\n') | carriage);
        if (lines > (1 << 24)) {
            all += lines;
            lines = 0;
        }
    }
    for (; p < end; ++p)
        lines += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));
    return all + lines;
}

Index LineNumbers::lineOf(std::size_t offset)
{
    offset = std::min(offset, m_text.size());
    Index lines = 0;
    std::size_t from = 0;
    if (!m_kept.empty()) {
        const auto behind = std::upper_bound(m_kept.begin(), m_kept.end(), offset,
                                             [](std::size_t at, const auto& entry) { return at < entry.first; });
        if (behind != m_kept.begin()) {
            from = std::prev(behind)->first;
            lines = std::prev(behind)->second - 1;
        }
    } else if (offset >= m_counted) {
        from = m_counted;
        lines = m_lines;
    }
    while (from < offset) {
        if (m_stop.stop_requested())
            throw Cancelled();
        const std::size_t to = std::min(from + kPiece, offset);
        lines += countLineEnds(m_text.substr(from, to - from));
        if (to < m_text.size() && m_text[to - 1] == '\r' && m_text[to] == '\n')
            --lines; // the pair is cut here
        from = to;
    }
    if (m_kept.empty()) {
        m_counted = offset;
        m_lines = lines;
    }
    return lines + 1;
}

} // namespace netloom
