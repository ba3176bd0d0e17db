// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/csv_thinning.h"

#include "core/data/csv_sniffer.h"
#include "core/data/encoding.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <string>

namespace netloom
{

namespace
{

constexpr std::size_t kBlock = std::size_t{4} << 20;

/// Delivers the bytes of the source from an offset on; returns how many there were.
using Source = std::function<std::size_t(std::size_t offset, std::size_t bytes, char* out)>;

std::size_t rowLength(const char* p, const char* end, const CsvDialect& dialect, bool& complete)
{
    const char* const start = p;
    std::string scratch;
    for (;;) {
        const CsvField field = readField(p, end, dialect, scratch);
        if (field.unclosed || p >= end) {
            complete = false;
            return static_cast<std::size_t>(std::min(p, end) - start);
        }
        if (isLineEnd(*p))
            break;
        skipDelimiter(p, dialect.delimiter);
    }
    // A CR at the very end may be half of a CR LF.
    complete = *p != '\r' || p + 1 < end;
    skipLineEnd(p);
    return static_cast<std::size_t>(std::min(p, end) - start);
}

Index linesIn(std::string_view text)
{
    Index lines = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        lines += text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    return lines;
}

struct Thinned {
    std::string text;
    std::vector<std::pair<std::size_t, Index>> kept;
    Index seen = 0;
    Index step = 1;
};

// Streams over the source in blocks: the first `dataBegin` bytes stay, then every step-th row.
Thinned thin(const Source& source, std::size_t size, std::size_t dataBegin, const CsvDialect& dialect, double rowBytes,
             Index most, const std::function<void(std::size_t)>& progress)
{
    Thinned result;
    const double rows = static_cast<double>(size - std::min(size, dataBegin)) / std::max(rowBytes, 1.0);
    result.step = std::max<Index>(1, static_cast<Index>(std::ceil(rows / static_cast<double>(most))));
    std::size_t capacity = kBlock;
    std::size_t at = 0; // of the source, where `window` begins
    std::size_t have = 0;
    TextBuffer window(capacity);
    Index line = 1;
    Index keptRows = 0;
    bool head = true;
    for (;;) {
        const std::size_t got = source(at + have, capacity - have, window.data() + have);
        have += got;
        const bool last = at + have >= size || got == 0;
        std::memset(window.data() + have, '\n', TextBuffer::padding);
        const char* const begin = window.data();
        const char* const end = begin + have;
        const char* p = begin;
        if (head && have >= std::min(dataBegin, size)) {
            result.text.assign(begin, dataBegin);
            result.kept.emplace_back(0, 1);
            line += linesIn({begin, dataBegin});
            p += dataBegin;
            head = false;
        }
        while (!head && p < end) {
            bool complete = true;
            const char* row = p;
            const std::size_t blankLines = skipBlankLines(row, end, dialect);
            if (row >= end && !last)
                break;
            line += static_cast<Index>(blankLines);
            p = row;
            if (p >= end)
                break;
            const std::size_t length = rowLength(p, end, dialect, complete);
            if (!complete && !last) {
                line -= static_cast<Index>(blankLines);
                p = row;
                line += static_cast<Index>(blankLines);
                break;
            }
            if (result.seen % result.step == 0 && keptRows < most) {
                result.kept.emplace_back(result.text.size(), line);
                result.text.append(p, length);
                ++keptRows;
            }
            ++result.seen;
            line += linesIn({p, length});
            p += length;
        }
        if (last)
            break;
        const auto done = static_cast<std::size_t>(p - begin);
        if (done == 0) {
            // A row longer than the window, or the head: a larger window.
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
    return result;
}

std::optional<CsvWarning> noteOf(const Thinned& thinned)
{
    CsvWarning warning;
    const auto kept = static_cast<Index>(thinned.kept.size()) - 1;
    if (kept >= thinned.seen)
        return std::nullopt;
    warning.text =
        "a sample of " + std::to_string(kept) + " of " + std::to_string(thinned.seen) + " rows was read: every " +
        (thinned.step == 1 ? std::string("row until there were enough") : "row in " + std::to_string(thinned.step));
    warning.count = kept;
    return warning;
}

} // namespace

TextBuffer thinText(const TextBuffer& text, const CsvOptions& wishes, const MissingWords& missing,
                    std::vector<std::pair<std::size_t, Index>>& kept, std::optional<CsvWarning>& note)
{
    const CsvSniff sniff = sniffCsv(text, wishes, missing);
    const Source source = [&](std::size_t offset, std::size_t bytes, char* out) {
        const std::size_t count = std::min(bytes, text.size() - std::min(offset, text.size()));
        std::memcpy(out, text.data() + offset, count);
        return count;
    };
    Thinned thinned =
        thin(source, text.size(), sniff.dataBegin, sniff.dialect, sniff.rowBytes, *wishes.maxRows, [](std::size_t) {});
    kept = std::move(thinned.kept);
    thinned.kept = kept;
    note = noteOf(thinned);
    return TextBuffer(thinned.text);
}

TextBuffer thinFile(const CsvFile& file, const TextBuffer& head, const CsvOptions& wishes, const MissingWords& missing,
                    const std::stop_token& stop, const CsvProgress& progress,
                    std::vector<std::pair<std::size_t, Index>>& kept, std::optional<CsvWarning>& note)
{
    const EncodingMark mark = detectMark(head.view());
    const std::size_t skipped = mark.markBytes;
    const CsvSniff sniff = sniffCsv(TextBuffer(head.view().substr(std::min(skipped, head.size()))), wishes, missing);
    const Source source = [&](std::size_t offset, std::size_t bytes, char* out) {
        if (stop.stop_requested())
            throw Cancelled();
        const std::size_t count = std::min(bytes, file.size() - std::min(offset, file.size()));
        file.read(offset, count, out);
        return count;
    };
    Thinned thinned = thin(source, file.size(), skipped + sniff.dataBegin, sniff.dialect, sniff.rowBytes,
                           *wishes.maxRows, [&](std::size_t at) {
                               if (progress)
                                   progress(0.3 * static_cast<double>(at) / static_cast<double>(file.size()));
                           });
    note = noteOf(thinned);
    kept = std::move(thinned.kept);
    return TextBuffer(thinned.text);
}

} // namespace netloom
