// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QString>

#include <vector>

namespace netloom {

/// How the units of a column are ordered from top to bottom.
enum class UnitOrder { Network, Importance };

/// Which units of a column are shown, from top to bottom.
struct UnitChoice {
    std::vector<Index> units;
    Index hidden = 0;   ///< folded; 0: all are shown
    int foldAfter = -1; ///< the fold lies below this position in `units`
};

/// A folded column has at least so many folded units.
inline constexpr Index leastFolded = 3;

/// @param shown       most units that fit; where a few more would show all, all are shown
/// @param importance  one per unit, or empty: then the first and the last units are shown, otherwise the most
///                    important ones, above the fold
/// @param wanted      a unit that is shown in any case; −1: none
/// @param ends        added to the importance where it is decided which units are shown: of the ends of strong links;
///                    one per unit, or empty
/// @param kept        shown before: with `importance` they stay while they are among twice as many as are shown, but
///                    the first half of these is shown in any case
UnitChoice chooseUnits(Index units, Index shown, const std::vector<double>& importance, UnitOrder order,
                       Index wanted = -1, const std::vector<double>& ends = {}, const std::vector<Index>& kept = {});

QString moreText(Index hidden); ///< "22 more"

} // namespace netloom
