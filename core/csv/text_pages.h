// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/csv/csv_file.h"
#include "core/csv/text_buffer.h"

#include <cstddef>
#include <stop_token>
#include <vector>

namespace netloom {

/// The memory of a large text that stands in a file as it is: what was read is given back to the system, and read from
/// the file again where it is asked for. So text and table of a large file are not in memory both at once.
class TextPages
{
public:
    /// The text begins at `offset` of the file. Both outlive this object.
    TextPages(TextBuffer& text, const CsvFile& file, std::size_t offset, std::stop_token stop);

    /// Gives back what lies wholly within [begin, end) and was not given back before; counts its line ends. Threads may
    /// work on different ranges, each from its front to its back.
    void release(std::size_t begin, std::size_t end);
    /// Makes sure that [begin, end) can be read. One thread. @throws CsvError where the file was changed, Cancelled
    void restore(std::size_t begin, std::size_t end);
    void restoreAll() { restore(0, m_text.size()); }
    /// As LineNumbers::lineOf(). One thread. @throws CsvError, Cancelled
    Index lineOf(std::size_t offset);

private:
    static constexpr std::size_t kBlock = std::size_t{2} << 20; ///< a large page
    static constexpr Index kPresent = -1;

    std::size_t blockEnd(std::size_t block) const;
    Index lineEnds(std::size_t begin, std::size_t end) const;

    TextBuffer& m_text;
    const CsvFile& m_file;
    std::size_t m_offset;
    std::stop_token m_stop;
    std::vector<Index> m_given; ///< per block: line ends in it, or kPresent
};

} // namespace netloom
