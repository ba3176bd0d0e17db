// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_sample.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kRegionBytes = std::size_t{64} << 10;
constexpr std::size_t kHeadRows = 10240;
constexpr std::size_t kRegionRows = 5120;

std::vector<CsvRow> rowsNear(const TextBuffer& text, std::size_t target, const CsvDialect& dialect, std::size_t fields,
                             std::size_t maxCells)
{
    std::vector<CsvRow> found;
    const char* const first = text.data();
    const char* const end = first + text.size();
    const char* p = first + target;
    const char* const stop = std::min(end, p + kRegionBytes);
    while (p < stop && !isLineEnd(*p))
        ++p;
    for (std::size_t rows = 0; p < stop && rows < kRegionRows; ++rows) {
        if (isLineEnd(*p))
            skipLineEnd(p);
        skipBlankLines(p, end, dialect);
        if (p >= stop)
            break;
        const char* const start = p;
        CsvRow row = splitRow(p, first, end, dialect, maxCells);
        if (row.unclosed || static_cast<std::size_t>(p - start) > kRegionBytes)
            break;
        if (row.fields == fields)
            found.push_back(std::move(row));
    }
    return found;
}

} // namespace

CsvSample sampleRows(const TextBuffer& text, std::size_t begin, const CsvDialect& dialect, std::size_t fields,
                     std::size_t maxCells)
{
    CsvSample sample;
    const char* const first = text.data();
    const char* const end = first + text.size();
    const char* p = first + begin;
    std::size_t bytes = 0;
    while (p < end && sample.rows.size() < kHeadRows && (bytes < kSampleBytes || sample.rows.size() < 3)) {
        skipBlankLines(p, end, dialect);
        if (p >= end)
            break;
        const char* const start = p;
        sample.rows.push_back(splitRow(p, first, end, dialect, maxCells));
        sample.ends.push_back(static_cast<std::size_t>(p - first));
        bytes += static_cast<std::size_t>(p - start);
    }
    if (sample.rows.size() > 1)
        sample.rowBytes =
            static_cast<double>(sample.ends.back() - sample.ends.front()) / static_cast<double>(sample.rows.size() - 1);
    else if (!sample.rows.empty())
        sample.rowBytes = static_cast<double>(bytes);
    if (p >= end)
        return sample;
    const std::size_t rest = text.size() - sample.ends.back();
    sample.far = rowsNear(text, sample.ends.back() + rest / 2, dialect, fields, maxCells);
    for (CsvRow& row : rowsNear(text, text.size() - std::min(rest, kRegionBytes), dialect, fields, maxCells))
        sample.far.push_back(std::move(row));
    return sample;
}

std::vector<CsvRow> lastRows(const TextBuffer& text, std::size_t from, const CsvDialect& dialect, std::size_t maxCells)
{
    std::vector<CsvRow> rows;
    const char* const first = text.data();
    const char* const end = first + text.size();
    const char* p = end - std::min(text.size() - from, kRegionBytes);
    while (p < end && !isLineEnd(*p))
        ++p;
    while (p < end) {
        if (isLineEnd(*p))
            skipLineEnd(p);
        skipBlankLines(p, end, dialect);
        if (p < end)
            rows.push_back(splitRow(p, first, end, dialect, maxCells));
    }
    return rows;
}

} // namespace netloom
