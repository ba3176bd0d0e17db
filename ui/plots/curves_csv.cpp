// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curves_csv.h"

#include <array>
#include <charconv>

namespace netloom {

QByteArray curvesCsv(const History& history)
{
    QByteArray csv = "epoch";
    for (const std::string& key : history.keys)
        csv.append(',').append(QByteArray::fromStdString(key));
    csv.append('\n');
    std::array<char, 32> text;
    const auto append = [&](auto value) {
        const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
        csv.append(text.data(), static_cast<qsizetype>(result.ptr - text.data()));
    };
    for (std::size_t row = 0; row < history.epochs(); ++row) {
        append(row + 1);
        for (const HistoryColumn& column : history.columns) {
            csv.append(',');
            append(column[row]);
        }
        csv.append('\n');
    }
    return csv;
}

} // namespace netloom
