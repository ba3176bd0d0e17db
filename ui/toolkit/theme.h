// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace netloom {

/// The colours of the house, light or dark. A plain value.
struct Theme {
    bool dark = false;
    QColor window, panel, canvas; ///< page and tool bars, cards and docks, diagram ground
    QColor border, borderStrong;
    QColor text, textMuted; ///< contrast at least 4.5:1 on window, panel and canvas
    QColor accent, accentText;
    QColor inputOutput, hidden, oneToOne; ///< roles of layers: green, blue, red
    QColor positive, negative;            ///< weights: blue, orange
    QColor training, validation, extra;   ///< curves
    QColor warning, error;

    static Theme light();
    static Theme darkTheme();
    /// The theme in use now, from the application's palette.
    static Theme current();
    QPalette palette() const;
};

enum class ThemeChoice { System, Light, Dark };

/// Sets style (Fusion), font, palette and style sheet of the application. Widgets get QEvent::PaletteChange.
/// System: as the desktop's window and text colours are, until followSystemTheme() knows better.
void applyTheme(ThemeChoice choice);
ThemeChoice themeChoice(); ///< the one applied last

/// Asks the desktop (portal, over D-Bus) whether it is dark and follows its changes while the choice is System.
/// Returns at once; does nothing where there is no session bus.
void followSystemTheme();

/// A colour on the straight way from one to another; share 0: the first, 1: the second.
QColor mixed(const QColor& a, const QColor& b, double share);

} // namespace netloom
