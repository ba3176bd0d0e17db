// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace netloom {

/// "Score ▾" over the column that a table is sorted by, downwards from its greatest. In the words, as the indicator of
/// the style takes its room from every heading, and numbers would no longer stand below theirs.
inline QString sortMarked(const QString& heading, const QHeaderView& header, int column)
{
    if (column != header.sortIndicatorSection())
        return heading;
    return heading + (header.sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral(" ▴") : QStringLiteral(" ▾"));
}

} // namespace netloom
