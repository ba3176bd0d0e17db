// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_library.h"
#include "ui/plots/xy_plot.h"

#include <utility>
#include <vector>

namespace netloom {

/// What the axes of x and y have to show so that all series are seen whole, where the axes do not say it themselves.
std::pair<QCPRange, QCPRange> xyRanges(const std::vector<XySeries>& series, const XyPlot::Axes& axes);

} // namespace netloom
