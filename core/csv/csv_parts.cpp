// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_parts.h"

#include "core/csv/csv_file.h"
#include "core/csv/csv_reader.h"
#include "core/csv/csv_row_walk.h"
#include "core/csv/csv_sniffer.h"
#include "core/csv/encoding.h"
#include "core/sheets/sheet_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace netloom {

namespace {

constexpr std::size_t kHeadBytes = std::size_t{4} << 20;
constexpr std::size_t kPartBytes = std::size_t{8} << 20;
constexpr Index kRowsLookedAt = 50'000;

/// A warning without its count, to be compared with others.
std::string patternOf(const CsvWarning& warning)
{
    const std::string& text = warning.text;
    const std::string count = std::to_string(warning.count);
    const std::size_t at = text.find(count);
    if (warning.count == 0 || at == std::string::npos)
        return text;
    return text.substr(0, at) + '#' + text.substr(at + count.size());
}

} // namespace

bool canReadInParts(const std::string& path, const CsvOptions& wishes, std::size_t bytes)
{
    if (wishes.maxRows)
        return false;
    const CsvFile file(path);
    if (file.size() < bytes)
        return false;
    const TextBuffer head = file.head(kHeadBytes);
    if (mayBeSheet(head.view()))
        return false;
    if (wishes.encoding) {
        const std::optional<Encoding> encoding = encodingFromName(*wishes.encoding);
        return encoding && (*encoding == Encoding::Utf8 || isSingleByte(*encoding));
    }
    const std::optional<Encoding> marked = detectMark(head.view()).encoding;
    return !marked || *marked == Encoding::Utf8;
}

CsvOptions readCsvInParts(const std::string& path, const CsvOptions& wishes,
                          const std::function<void(const CsvPart&)>& take, const std::stop_token& stop,
                          const ProgressFunction& progress)
{
    CsvOptions look = wishes;
    look.maxRows = kRowsLookedAt;
    CsvResult sample = readCsv(path, look, stop, [&](double share) {
        if (progress)
            progress(0.3 * share);
    });
    CsvOptions options = sample.options;
    options.maxRows.reset();
    // Where nothing was seen, the first cell that there is decides.
    std::erase_if(options.kinds, [](const auto& kind) { return kind.second == ColumnKind::Empty; });
    // The parts are read as was found out here, so that they find nothing that contradicts it.
    std::vector<CsvWarning> contradictions;
    std::copy_if(sample.warnings.begin(), sample.warnings.end(), std::back_inserter(contradictions),
                 [](const CsvWarning& warning) { return !warning.contradiction.empty(); });
    sample = {};

    const CsvFile file(path);
    const TextBuffer head = file.head(kHeadBytes);
    const std::size_t mark = std::min(detectMark(head.view()).markBytes, head.size());
    const auto words = options.missingWords.value_or(
        std::vector<std::string>(defaultMissingWords().begin(), defaultMissingWords().end()));
    const CsvSniff sniff = sniffCsv(TextBuffer(head.view().substr(mark)), options, MissingWords(words));
    const CsvRowWalk::Source source = CsvRowWalk::of(file, stop);
    CsvOptions asText = options;
    asText.missingWords = std::vector<std::string>();
    asText.kinds.clear();
    for (const std::string& name : sniff.names)
        asText.kinds.emplace_back(name, ColumnKind::Text);

    std::string above;
    std::string rows;
    Index firstLine = 0;
    Index firstRow = 0;
    const auto finish = [&] {
        if (rows.empty())
            return;
        CsvPart part;
        part.firstRow = firstRow;
        part.result = readCsvText(above + rows, file.name(), options, {}, {{0, 1}, {above.size(), firstLine}});
        mergeWarnings(part.result.warnings, std::exchange(contradictions, {}));
        part.cells = readCsvText(above + rows, file.name(), asText).table;
        rows.clear();
        take(part);
        firstRow += part.result.table.rows;
    };
    const CsvRowWalk walk{source, file.size(), mark + sniff.dataBegin, sniff.dialect};
    walk.run([&](std::string_view text) { above = text; },
             [&](std::string_view row, Index line) {
                 if (rows.empty())
                     firstLine = line;
                 rows += row;
                 if (rows.size() >= kPartBytes)
                     finish();
             },
             [&](std::size_t at) {
                 if (progress)
                     progress(0.3 + 0.7 * static_cast<double>(at) /
                                        static_cast<double>(std::max<std::size_t>(file.size(), 1)));
             });
    finish();
    file.checkUnchanged();
    return options;
}

void mergeWarnings(std::vector<CsvWarning>& into, const std::vector<CsvWarning>& more)
{
    for (const CsvWarning& warning : more) {
        const std::string pattern = patternOf(warning);
        const auto same = std::find_if(into.begin(), into.end(), [&](const CsvWarning& other) {
            return other.column == warning.column && patternOf(other) == pattern;
        });
        if (same == into.end()) {
            into.push_back(warning);
            continue;
        }
        same->count += warning.count;
        if (const std::size_t at = pattern.find('#'); at != std::string::npos && warning.count > 0)
            same->text = std::string(pattern).replace(at, 1, std::to_string(same->count));
    }
}

} // namespace netloom
