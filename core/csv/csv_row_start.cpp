// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_row_start.h"

#include <algorithm>

namespace netloom {

std::size_t guessRowStart(const TextBuffer& buffer, const CsvDialect& dialect, std::size_t columns, std::size_t target)
{
    const char* const text = buffer.data();
    const char* const end = text + buffer.size();
    const char* p = text + std::min(target, buffer.size());
    for (int tries = 0; tries < 64; ++tries) {
        while (!isLineEnd(*p))
            ++p;
        if (p >= end)
            return buffer.size();
        skipLineEnd(p);
        const char* q = p;
        bool right = true;
        for (int i = 0; i < 3 && q < end && right; ++i) {
            const char* const before = q;
            const CsvRow row = splitRow(q, text, end, dialect, 0);
            right =
                row.fields == columns && !row.unclosed && static_cast<std::size_t>(q - before) < (std::size_t{1} << 22);
        }
        if (right)
            return static_cast<std::size_t>(std::min(p, end) - text);
    }
    return static_cast<std::size_t>(std::min(p, end) - text);
}

} // namespace netloom
