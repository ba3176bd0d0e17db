// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

class QCPAbstractPlottable;
class QCustomPlot;

namespace netloom {

/// The names of a plot's curves in lines above its axes, where no curve passes behind them. They are the items of the
/// plot's legend, which is taken from within the axes.
///
/// In one line as long as they have room. Else a group stays together: it begins a line of its own where it does not
/// fit behind the one before, and stands in columns of its own where it needs several lines.
class NamesAbove
{
public:
    using Group = std::vector<QCPAbstractPlottable*>;

    /// @param left    pixels before the first name, or more: they begin where the axes do
    /// @param stroke  width of the piece of curve before each name
    NamesAbove(QCustomPlot& plot, int left, int stroke);

    int lines(const std::vector<Group>& groups, int width) const;
    int heightOf(int lines) const; ///< in pixels; 0 while there are no names
    int room(int width) const;     ///< pixels for a name that stands alone in its line
    /// @param seen  else there is room for them only
    void show(const std::vector<Group>& groups, bool seen = true);

private:
    class Legend;
    Legend* m_legend; ///< of the plot, which owns it
};

} // namespace netloom
