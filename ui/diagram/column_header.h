// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/column_text.h"
#include "ui/diagram/diagram_columns.h"
#include "ui/diagram/layer_runs.h"
#include "ui/diagram/text_measure.h"

#include <vector>

namespace netloom {

/// The words over a column.
struct ColumnHeader {
    QString title, fullTitle;
    QStringList lines;
    double half = 0; ///< of its width
};

/// A run has one, over its first column: "h1 – h198"; those of its other columns are empty.
/// @param off  units whose value is 0, column by column; may be empty. A column with such says in its last line how
///             many are on, "9 of 16 on".
std::vector<ColumnHeader> makeHeaders(const std::vector<DiagramColumn>& columns, DescriptionStyle style,
                                      const TextMeasure& measure, const std::vector<LayerRun>& runs = {},
                                      const std::vector<std::vector<bool>>& off = {});
/// Least distance of columns at which neighbouring headers stay apart; 0 for one column.
double spacingFor(const std::vector<ColumnHeader>& headers, DescriptionStyle style);

} // namespace netloom
