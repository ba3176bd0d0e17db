// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/theme.h"

class QCustomPlot;

namespace netloom {

/// QCustomPlot knows no palette: colours, fonts and grid of a plot from the house's theme.
void applyPlotTheme(QCustomPlot& plot, const Theme& theme);

} // namespace netloom
