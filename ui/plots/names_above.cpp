// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/names_above.h"

#include "ui/plots/plot_library.h"

#include <QFontMetrics>

#include <algorithm>
#include <numeric>

namespace netloom {

namespace {

constexpr int kRight = 16; // pixels behind the last name, as behind the axes

} // namespace

NamesAbove::NamesAbove(QCustomPlot& plot, int left, int stroke) : m_plot(plot), m_left(left)
{
    plot.setAutoAddPlottableToLegend(false);
    plot.legend->setIconSize(stroke, 8); // its height follows the font
    plot.legend->setRowSpacing(0);
    plot.legend->setMargins(QMargins(left, 2, 0, 0));
    plot.axisRect()->insetLayout()->take(plot.legend);
    auto* names = new QCPLayoutGrid; // from the left, not spread over the width
    names->addElement(0, 0, plot.legend);
    names->addElement(0, 1, new QCPLayoutElement(&plot));
    names->setColumnStretchFactor(0, 0.001);
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, names);
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    plot.plotLayout()->setRowSpacing(0);
}

std::size_t NamesAbove::across(const std::vector<QCPAbstractPlottable*>& named, int width) const
{
    const QCPLegend& legend = *m_plot.legend;
    const QFontMetrics metrics(legend.font());
    const int beside = legend.iconSize().width() + legend.iconTextPadding() + legend.columnSpacing();
    std::size_t columns = std::max<std::size_t>(named.size(), 1);
    for (; columns > 1; --columns) {
        std::vector<int> widths(columns);
        for (std::size_t i = 0; i < named.size(); ++i)
            widths[i % columns] =
                std::max(widths[i % columns], metrics.horizontalAdvance(named[i]->name()) + beside + 1);
        if (std::accumulate(widths.begin(), widths.end(), m_left + kRight) <= width)
            break;
    }
    return columns;
}

int NamesAbove::room(int width) const
{
    const QCPLegend& legend = *m_plot.legend;
    return width - m_left - kRight - legend.iconSize().width() - legend.iconTextPadding() - legend.columnSpacing();
}

void NamesAbove::show(const std::vector<QCPAbstractPlottable*>& named, int width, bool seen)
{
    const auto listed = [&](std::size_t i) {
        auto* item = qobject_cast<QCPPlottableLegendItem*>(m_plot.legend->item(static_cast<int>(i)));
        return item && item->plottable() == named[i];
    };
    bool same = m_plot.legend->itemCount() == static_cast<int>(named.size());
    for (std::size_t i = 0; same && i < named.size(); ++i)
        same = listed(i);
    if (!same) {
        m_plot.legend->clearItems();
        for (QCPAbstractPlottable* each : named)
            each->addToLegend();
    }
    m_plot.legend->setVisible(seen && !named.empty());
    m_plot.legend->setWrap(static_cast<int>(across(named, width)));
    m_plot.legend->setFillOrder(QCPLayoutGrid::foColumnsFirst, true);
}

} // namespace netloom
