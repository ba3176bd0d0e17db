// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/column_stats.h"

#include <QString>

namespace netloom {

/// A number of a column as people read it: at most four significant digits in the user's locale; times as a date.
QString valueText(ColumnKind kind, double value);
/// A word of a file on one line, cut where it is very long.
QString valueLabel(const std::string& word);
/// At most so many characters, an ellipsis among them.
QString shortened(const QString& text, qsizetype most);
/// A name or text of core's.
QString fromUtf8(std::string_view text);

/// A message of core's without the options of the command line that it names: the window has fields for them.
QString withoutOptions(std::string_view message);

/// "39.1 … 59.6, mean 43.9", "3 values: Biscoe, Dream, Torgersen".
QString summaryText(const ColumnStats& stats);
/// "2 missing (0.6 %)", "none missing".
QString missingText(Index missing, Index rows);
/// "0.93"; the sign where it has one.
QString associationText(const Association& association);

} // namespace netloom
