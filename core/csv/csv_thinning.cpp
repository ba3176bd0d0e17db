// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_thinning.h"

#include "core/base/cancelled.h"
#include "core/csv/encoding.h"
#include "core/csv/line_numbers.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <string>

namespace netloom {

namespace {

constexpr std::size_t kBlock = std::size_t{4} << 20;

/// Delivers the bytes of the source from an offset on; returns how many there were.
using Source = std::function<std::size_t(std::size_t offset, std::size_t bytes, char* out)>;

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

/// Streams over a source in blocks: calls `head` with its first `dataBegin` bytes, then `row` with every row and its
/// physical line.
struct RowWalk {
    const Source& source;
    std::size_t size;
    std::size_t dataBegin;
    const CsvDialect& dialect;

    template<typename Head, typename Row>
    void run(const Head& head, const Row& row, const std::function<void(std::size_t)>& progress) const
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
};

/// `progress` is called with the share done.
ThinnedText thin(const Source& source, std::size_t size, std::size_t dataBegin, CsvSniff sniff, Index most,
                 const ProgressFunction& progress)
{
    const RowWalk walk{source, size, dataBegin, sniff.dialect};
    const auto share = [&](std::size_t at) { return 0.5 * static_cast<double>(at) / static_cast<double>(size); };
    Index rows = 0;
    walk.run([](std::string_view) {}, [&](std::string_view, Index) { ++rows; },
             [&](std::size_t at) { progress(share(at)); });

    ThinnedText result;
    std::string text;
    const Index kept = std::min(rows, most);
    text.reserve(dataBegin + static_cast<std::size_t>(1.05 * sniff.rowBytes * static_cast<double>(kept)));
    result.kept.reserve(static_cast<std::size_t>(kept) + 1);
    Index seen = 0;
    Index taken = 0;
    walk.run(
        [&](std::string_view head) {
            text.assign(head);
            result.kept.emplace_back(0, 1);
        },
        [&](std::string_view row, Index line) {
            // Row i is taken where i * kept / rows reaches a new whole number: evenly, from the first row on.
            if (taken < kept && seen >= static_cast<Index>(static_cast<double>(taken) * static_cast<double>(rows) /
                                                           static_cast<double>(kept))) {
                result.kept.emplace_back(text.size(), line);
                text.append(row);
                ++taken;
            }
            ++seen;
        },
        [&](std::size_t at) { progress(0.5 + share(at)); });
    if (kept < rows) {
        CsvWarning warning;
        warning.text = "a sample of " + std::to_string(kept) + " of " + std::to_string(rows) +
                       " rows was read, spread evenly over the file";
        warning.count = kept;
        result.note = std::move(warning);
    }
    result.text = TextBuffer(text);
    result.sniff = std::move(sniff);
    return result;
}

} // namespace

ThinnedText thinText(const TextBuffer& text, const CsvOptions& wishes, const MissingWords& missing,
                     const std::stop_token& stop)
{
    CsvSniff sniff = sniffCsv(text, wishes, missing);
    const std::size_t size = sniff.dataEnd;
    const Source source = [&](std::size_t offset, std::size_t bytes, char* out) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::size_t count = std::min(bytes, size - std::min(offset, size));
        std::memcpy(out, text.data() + offset, count);
        return count;
    };
    const std::size_t begin = sniff.dataBegin;
    return thin(source, size, begin, std::move(sniff), *wishes.maxRows, [](double) {});
}

ThinnedText thinFile(const CsvFile& file, const TextBuffer& head, const CsvOptions& wishes, const MissingWords& missing,
                     const std::stop_token& stop, const ProgressFunction& progress)
{
    const std::size_t skipped = std::min(detectMark(head.view()).markBytes, head.size());
    CsvSniff sniff = sniffCsv(TextBuffer(head.view().substr(skipped)), wishes, missing);
    const Source source = [&](std::size_t offset, std::size_t bytes, char* out) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::size_t count = std::min(bytes, file.size() - std::min(offset, file.size()));
        file.read(offset, count, out);
        return count;
    };
    const std::size_t begin = skipped + sniff.dataBegin;
    return thin(source, file.size(), begin, std::move(sniff), *wishes.maxRows, [&](double share) {
        if (progress)
            progress(0.3 * share);
    });
}

} // namespace netloom
