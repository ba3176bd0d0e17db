// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_layout.h"

namespace netloom {

/// The lines of the legend below a diagram, wrapped to its width.
class LegendLayout
{
public:
    /// @param bands   links are not all drawn one by one
    /// @param spines  a layer has a bar of all its units
    LegendLayout(const LayoutOptions& options, bool bands, bool spines, const TextMeasure& measure, double room);

    double height() const;
    double width() const { return m_width; } ///< of the widest line
    /// Places samples and texts at the bottom of the picture, whose size is known.
    void place(DiagramLayout& layout, double padding) const;

private:
    struct Entry {
        LegendLine content;
        double width = 0;
        int line = 0;
        double x = 0;
    };

    std::vector<Entry> m_entries;
    double m_width = 0;
    int m_lines = 0;
    bool m_numbers = false;
};

} // namespace netloom
