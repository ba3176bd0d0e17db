// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/theme.h"

#include <QByteArray>

namespace netloom::preferences {

/// What is remembered between sessions, in the application's QSettings.
ThemeChoice theme();
void setTheme(ThemeChoice choice);

QByteArray windowGeometry();
void setWindowGeometry(const QByteArray& geometry);
QByteArray dockState(); ///< empty: none yet, or of another layout version
void setDockState(const QByteArray& state);
QByteArray plotHeight(); ///< of the splitter between diagram and plots; empty: none yet
void setPlotHeight(const QByteArray& state);
int layoutVersion(); ///< grows when docks are renamed; added ones find their place beside a saved layout

} // namespace netloom::preferences
