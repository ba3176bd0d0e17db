// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace netloom {

/// Calls `then` when the widget is shown and each time its window has another size, for what is said at more length
/// where a window is high. As long as the widget lives.
void whenWindowResized(QWidget& widget, std::function<void()> then);

} // namespace netloom
