// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_csv.h"

#include <charconv>
#include <iterator>

namespace netloom {

QByteArray csvNumber(double value)
{
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value).ptr;
    return QByteArray(buffer, end - buffer);
}

QByteArray csvText(const QString& text)
{
    QByteArray bytes = text.toUtf8();
    if (bytes.contains(',') || bytes.contains('"') || bytes.contains('\n'))
        bytes = '"' + bytes.replace('"', "\"\"") + '"';
    return bytes;
}

} // namespace netloom
