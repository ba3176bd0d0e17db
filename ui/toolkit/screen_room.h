// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScreen>
#include <QWidget>

namespace netloom {

/// As large as wanted, or as the screen has room for a window with its frame.
inline QSize withinScreen(const QWidget& window, const QSize& wanted)
{
    const QScreen* screen = window.screen();
    return screen ? wanted.boundedTo(screen->availableSize() - QSize(40, 60)) : wanted;
}

} // namespace netloom
