// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace netloom {

/// A label along an axis that is divided into cells.
struct CellTick {
    double place = 0; ///< in cells; 0: the middle of the first one
    QString text;
};

/// Round numbers along cells that stand for rising numbers, at most about `wanted` of them. Nothing where the cells are
/// not evenly spaced, as there a number between two of them has no place.
std::optional<std::vector<CellTick>> roundTicks(const std::vector<double>& values, int wanted);

} // namespace netloom
