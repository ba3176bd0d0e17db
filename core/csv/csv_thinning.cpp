// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_thinning.h"

#include "core/base/cancelled.h"
#include "core/csv/csv_row_walk.h"
#include "core/csv/encoding.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace netloom {

namespace {

using Source = CsvRowWalk::Source;

/// `progress` is called with the share done.
ThinnedText thin(const Source& source, std::size_t size, std::size_t dataBegin, CsvSniff sniff, Index most,
                 const ProgressFunction& progress)
{
    const CsvRowWalk walk{source, size, dataBegin, sniff.dialect};
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
    const Source source = CsvRowWalk::of(file, stop);
    const std::size_t begin = skipped + sniff.dataBegin;
    return thin(source, file.size(), begin, std::move(sniff), *wishes.maxRows, [&](double share) {
        if (progress)
            progress(0.3 * share);
    });
}

} // namespace netloom
