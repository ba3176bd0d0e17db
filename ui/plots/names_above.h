// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

class QCPAbstractPlottable;
class QCustomPlot;

namespace netloom {

/// The names of a plot's curves in lines above its axes, where no curve passes behind them. They are the items of the
/// plot's legend, which is taken from within the axes.
class NamesAbove
{
public:
    /// @param left  pixels before the first name  @param stroke  width of the piece of curve before each name
    NamesAbove(QCustomPlot& plot, int left, int stroke);

    /// As many beside each other as fit, each column as wide as its widest name. At least 1.
    std::size_t across(const std::vector<QCPAbstractPlottable*>& named, int width) const;
    int room(int width) const; ///< pixels for a name that stands alone in its line
    /// @param seen  else there is room for them only
    void show(const std::vector<QCPAbstractPlottable*>& named, int width, bool seen = true);

private:
    QCustomPlot& m_plot;
    int m_left;
};

} // namespace netloom
