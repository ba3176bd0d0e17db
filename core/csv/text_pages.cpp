// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/text_pages.h"

#include "core/base/cancelled.h"
#include "core/csv/line_numbers.h"

#include <algorithm>
#include <utility>

namespace netloom {

TextPages::TextPages(TextBuffer& text, const CsvFile& file, std::size_t offset, std::stop_token stop)
    : m_text(text),
      m_file(file),
      m_offset(offset),
      m_stop(std::move(stop)),
      m_given((text.size() + kBlock - 1) / kBlock, kPresent)
{
}

std::size_t TextPages::blockEnd(std::size_t block) const
{
    return std::min((block + 1) * kBlock, m_text.size());
}

// The byte behind `end` must be present: a CR before an LF is not a line end of its own.
Index TextPages::lineEnds(std::size_t begin, std::size_t end) const
{
    const std::string_view view = m_text.view();
    const bool cut = end > begin && end < view.size() && view[end - 1] == '\r' && view[end] == '\n';
    return countLineEnds(view.substr(begin, end - begin)) - (cut ? 1 : 0);
}

void TextPages::release(std::size_t begin, std::size_t end)
{
    for (std::size_t block = (begin + kBlock - 1) / kBlock; (block + 1) * kBlock <= end; ++block) {
        if (m_given[block] != kPresent)
            continue;
        m_given[block] = lineEnds(block * kBlock, blockEnd(block));
        ::madvise(m_text.data() + block * kBlock, kBlock, MADV_DONTNEED);
    }
}

void TextPages::restore(std::size_t begin, std::size_t end)
{
    bool read = false;
    for (std::size_t block = begin / kBlock; block < m_given.size() && block * kBlock < end; ++block) {
        if (m_given[block] == kPresent)
            continue;
        if (m_stop.stop_requested())
            throw Cancelled();
        const std::size_t at = block * kBlock;
        m_file.read(m_offset + at, blockEnd(block) - at, m_text.data() + at);
        m_given[block] = kPresent;
        read = true;
    }
    if (read)
        m_file.checkUnchanged();
}

Index TextPages::lineOf(std::size_t offset)
{
    offset = std::min(offset, m_text.size());
    const std::size_t block = std::min(offset / kBlock, m_given.size() - 1);
    restore(block * kBlock, std::min(offset + 1, m_text.size()));
    Index lines = 1;
    for (std::size_t before = 0; before < block; ++before) {
        if (m_stop.stop_requested())
            throw Cancelled();
        if (m_given[before] == kPresent)
            restore(blockEnd(before), blockEnd(before) + 1);
        lines += m_given[before] == kPresent ? lineEnds(before * kBlock, blockEnd(before)) : m_given[before];
    }
    return lines + lineEnds(block * kBlock, offset);
}

} // namespace netloom
