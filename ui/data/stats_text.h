// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/column_stats.h"

#include <QString>

namespace netloom {

/// "39.1 … 59.6, mean 43.9", "3 values: Biscoe, Dream, Torgersen".
QString summaryText(const ColumnStats& stats);
/// "2 missing (0.6 %)", "none missing".
QString missingText(Index missing, Index rows);
/// "0.93"; the sign where it has one.
QString associationText(const Association& association);

} // namespace netloom
