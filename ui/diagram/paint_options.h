// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

namespace netloom {

/// What is to be drawn, and where it is seen.
struct PaintOptions {
    QRectF exposed;     ///< in picture coordinates; what lies outside may be left out. Null: everything
    bool ground = true; ///< the canvas colour is (or will be) behind the picture; false: transparent
    double scale = 1;   ///< device pixels per picture unit, to leave out text too small to read. 0: keep all
};

} // namespace netloom
