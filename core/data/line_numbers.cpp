// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/line_numbers.h"

#include <algorithm>

namespace netloom {

Index countLineEnds(std::string_view text)
{
    Index lines = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        lines += text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    return lines;
}

Index LineNumbers::lineOf(std::size_t offset)
{
    offset = std::min(offset, m_text.size());
    Index before = 0;
    std::size_t from = 0;
    if (!m_kept.empty()) {
        const auto behind = std::upper_bound(m_kept.begin(), m_kept.end(), offset,
                                             [](std::size_t at, const auto& entry) { return at < entry.first; });
        if (behind != m_kept.begin()) {
            from = std::prev(behind)->first;
            before = std::prev(behind)->second - 1;
        }
    } else if (offset >= m_counted) {
        from = m_counted;
        before = m_lines;
    }
    Index lines = before;
    for (std::size_t i = from; i < offset; ++i)
        lines += m_text[i] == '\n' || (m_text[i] == '\r' && (i + 1 == m_text.size() || m_text[i + 1] != '\n'));
    if (m_kept.empty()) {
        m_counted = offset;
        m_lines = lines;
    }
    return lines + 1;
}

} // namespace netloom
