// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstddef>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// Line ends of a text: LF, CR and CR LF.
Index countLineEnds(std::string_view text);

/// Turns offsets of a text into numbers of physical lines, counting LF, CR and CR LF.
class LineNumbers
{
public:
    explicit LineNumbers(std::string_view text, std::stop_token stop = {}) : m_text(text), m_stop(std::move(stop)) {}
    /// Of a text of which only some rows were kept: (offset, physical line) where rows begin, in order.
    LineNumbers(std::string_view text, std::vector<std::pair<std::size_t, Index>> kept, std::stop_token stop = {})
        : m_text(text), m_kept(std::move(kept)), m_stop(std::move(stop))
    {
    }

    /// The line, from 1, that holds the offset. Remembers how far it counted: offsets are best asked for in order.
    /// @throws Cancelled
    Index lineOf(std::size_t offset);

private:
    std::string_view m_text;
    std::vector<std::pair<std::size_t, Index>> m_kept;
    std::stop_token m_stop;
    std::size_t m_counted = 0;
    Index m_lines = 0;
};

} // namespace netloom
