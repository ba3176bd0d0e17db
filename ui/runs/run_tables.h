// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableWidget>

namespace netloom {

/// A plain table of whole rows in a dock: nothing in it is edited.
QTableWidget* runTable(const char* name, const QStringList& columns, QWidget* parent);
/// From column `first` on: numbers stand one below the other at their last digit, with their heading.
void alignNumbers(QTableWidget& view, int first);
/// The other columns have what they need, and that one the rest.
void giveRest(QTableWidget& view, int column);
/// As high as its rows, which beyond `most` scroll.
void fitHeight(QTableWidget& view, int most = QWIDGETSIZE_MAX);

} // namespace netloom
