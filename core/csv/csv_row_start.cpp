// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_parser.h"

#include <algorithm>

namespace netloom {

std::size_t CsvParser::guessRowStart(std::size_t target) const
{
    const char* const text = m_text.data();
    const char* const end = text + m_text.size();
    const std::size_t columns = m_settings.plans.size();
    const char* p = text + std::min(target, m_text.size());
    for (int tries = 0; tries < 64; ++tries) {
        while (!isLineEnd(*p))
            ++p;
        if (p >= end)
            return m_text.size();
        skipLineEnd(p);
        const char* q = p;
        bool right = true;
        for (int i = 0; i < 3 && q < end && right; ++i) {
            const char* const before = q;
            const CsvRow row = splitRow(q, text, end, m_settings.dialect, 0);
            right =
                row.fields == columns && !row.unclosed && static_cast<std::size_t>(q - before) < (std::size_t{1} << 22);
        }
        if (right)
            return static_cast<std::size_t>(std::min(p, end) - text);
    }
    return static_cast<std::size_t>(std::min(p, end) - text);
}

} // namespace netloom
