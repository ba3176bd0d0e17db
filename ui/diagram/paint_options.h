// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <functional>

namespace netloom {

struct LinkItem;
struct TextItem;

/// What is to be drawn, and where it is seen.
struct PaintOptions {
    QRectF exposed;     ///< in picture coordinates; what lies outside may be left out. Null: everything
    bool ground = true; ///< the canvas colour is (or will be) behind the picture; false: transparent
    /// Told before each of them is painted; may be empty. Positions are among the shown ones.
    std::function<void(std::size_t column, std::size_t unit)> beforeUnit;
    std::function<void(std::size_t gap, const LinkItem& link)> beforeLink;
    std::function<void(const TextItem& text)> beforeText;
    bool biases = true; ///< their marks too
    double scale = 1;   ///< device pixels per picture unit, to leave out text too small to read. 0: keep all
};

} // namespace netloom
