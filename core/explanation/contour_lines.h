// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace netloom {

/// A point of a contour, in cells: x from 0 to width − 1, y from 0 to height − 1.
struct ContourPoint {
    double x = 0, y = 0;
};

using ContourLine = std::vector<ContourPoint>;

/// Lines along which values on a grid equal a level: marching squares with linear interpolation along the edges, a
/// saddle decided by the mean of its corners. Cells with a value that is not finite have none.
/// @param values  row by row, width × height
std::vector<ContourLine> contourLines(std::span<const float> values, int width, int height, float level);

} // namespace netloom
