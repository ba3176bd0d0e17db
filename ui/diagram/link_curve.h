// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

// The course of a link, a cubic whose control points lie half-way along: shares of the way along the diagram and across
// it at a parameter t of 0…1.

/// Control points 0, 1/2, 1/2, 1; monotone.
inline double linkAlong(double t)
{
    return 1.5 * t * (1 - t) + t * t * t;
}

/// How fast that grows with t.
inline double linkAlongSlope(double t)
{
    return 1.5 - 3 * t + 3 * t * t;
}

/// Control points 0, 0, 1, 1.
inline double linkAcross(double t)
{
    return t * t * (3 - 2 * t);
}

} // namespace netloom
