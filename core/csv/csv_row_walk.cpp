// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_row_walk.h"

#include "core/base/cancelled.h"
#include "core/csv/line_numbers.h"
#include "core/csv/text_buffer.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace netloom {

namespace {

constexpr std::size_t kBlock = std::size_t{4} << 20;

struct RowSpan {
    std::size_t length = 0;
    Index lines = 1;
    bool complete = true; ///< its end is certain, whatever follows
};

RowSpan spanOf(const char* p, const char* end, const CsvDialect& dialect, std::string& scratch)
{
    const char* const start = p;
    RowSpan span;
    while (!isLineEnd(*p) && (*p != dialect.quote || dialect.quote == '\0'))
        ++p;
    const bool plain = isLineEnd(*p);
    if (!plain) {
        p = start;
        for (;;) {
            const CsvField field = readField(p, end, dialect, scratch);
            if (field.unclosed || p >= end || isLineEnd(*p))
                break;
            skipDelimiter(p, dialect.delimiter);
        }
    }
    span.complete = p < end && (*p != '\r' || p + 1 < end); // a CR at the very end may be half of a CR LF
    if (p < end)
        skipLineEnd(p);
    span.length = static_cast<std::size_t>(std::min(p, end) - start);
    span.lines = plain ? 1 : countLineEnds({start, span.length});
    return span;
}

} // namespace

CsvRowWalk::Source CsvRowWalk::of(const CsvFile& file, const std::stop_token& stop)
{
    return [&file, stop](std::size_t offset, std::size_t bytes, char* out) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::size_t count = std::min(bytes, file.size() - std::min(offset, file.size()));
        file.read(offset, count, out);
        return count;
    };
}

void CsvRowWalk::run(const std::function<void(std::string_view)>& head,
                     const std::function<void(std::string_view, Index)>& row,
                     const std::function<void(std::size_t)>& progress) const
{
    std::size_t capacity = std::min(kBlock, size + 1);
    TextBuffer window(capacity);
    std::string scratch;
    std::size_t at = 0; // of the source, where the window begins
    std::size_t have = 0;
    Index line = 1;
    bool inHead = true;
    for (;;) {
        const std::size_t got = source(at + have, capacity - have, window.data() + have);
        have += got;
        const bool last = at + have >= size || got == 0;
        std::memset(window.data() + have, '\n', TextBuffer::padding);
        const char* const begin = window.data();
        const char* const end = begin + have;
        const char* p = begin;
        if (inHead && (last || have >= dataBegin)) {
            const std::string_view above(begin, std::min(dataBegin, have));
            head(above);
            line += countLineEnds(above);
            p += above.size();
            inHead = false;
        }
        while (!inHead && p < end) {
            const char* first = p;
            const auto blank = static_cast<Index>(skipBlankLines(first, end, dialect));
            if (first >= end && last) {
                p = end;
                break;
            }
            const RowSpan span = first < end ? spanOf(first, end, dialect, scratch) : RowSpan{0, 0, false};
            if (!span.complete && !last)
                break;
            line += blank;
            row(std::string_view(first, span.length), line);
            line += span.lines;
            p = first + span.length;
        }
        if (last)
            return;
        const auto done = static_cast<std::size_t>(p - begin);
        if (done == 0 && have == capacity) { // a row, or the head, is longer than the window
            TextBuffer larger(capacity * 2);
            std::memcpy(larger.data(), begin, have);
            window = std::move(larger);
            capacity *= 2;
        } else {
            std::memmove(window.data(), p, have - done);
            have -= done;
            at += done;
        }
        progress(at);
    }
}

} // namespace netloom
