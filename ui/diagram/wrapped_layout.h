// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_layout.h"

namespace netloom {

/// Whether a network has more layers than columns fit side by side: it is then laid out in rows, like text.
bool needsRows(const std::vector<DiagramColumn>& columns, const LayoutOptions& options);

/// Rows of columns with small circles, the row's layers named at its left, every tenth column numbered, a strip for
/// its signal below each column. A row starts with the last column of the row before, shown once more.
DiagramLayout layoutRows(const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                         const TextMeasure& measure);

} // namespace netloom
