// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/names_above.h"

#include "ui/plots/plot_library.h"

#include <QFontMetrics>

#include <algorithm>
#include <numeric>

namespace netloom {

namespace {

constexpr int kRight = 16; // pixels behind the last name, as behind the axes

/// Where each of some names stands.
struct Places {
    std::vector<QPoint> places; ///< x in pixels, y in lines
    int lines = 0;
};

/// As many columns as fit, each as wide as its widest name, at least one; no more than the lines need that these take.
std::vector<int> columnsOf(const std::vector<int>& widths, int room)
{
    const auto inColumns = [&](std::size_t count) {
        std::vector<int> columns(count, 0);
        for (std::size_t i = 0; i < widths.size(); ++i)
            columns[i % count] = std::max(columns[i % count], widths[i]);
        return columns;
    };
    const auto fits = [&](const std::vector<int>& columns) {
        return std::accumulate(columns.begin(), columns.end(), 0) <= room;
    };
    const auto above = [](std::size_t count, std::size_t by) { return (count + by - 1) / by; };
    std::size_t count = widths.size();
    while (count > 1 && !fits(inColumns(count)))
        --count;
    const std::vector<int> even = inColumns(above(widths.size(), above(widths.size(), count)));
    return fits(even) ? even : inColumns(count);
}

Places placesOf(const std::vector<std::vector<int>>& groups, int room)
{
    Places all;
    int x = 0; // behind what stands in the last line
    for (const std::vector<int>& widths : groups) {
        if (widths.empty())
            continue;
        const int whole = std::accumulate(widths.begin(), widths.end(), 0);
        const bool follows = x > 0 && x + whole <= room;
        if (!follows)
            x = 0;
        const int first = follows ? all.lines - 1 : all.lines;
        const std::vector<int> columns = whole <= room ? widths : columnsOf(widths, room);
        const int before = x;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const std::size_t column = i % columns.size();
            if (column == 0)
                x = before;
            all.places.emplace_back(x, first + static_cast<int>(i / columns.size()));
            x += columns[column];
        }
        all.lines = all.places.back().y() + 1;
        if (columns.size() < widths.size())
            x = room + 1; // the next group begins a line
    }
    return all;
}

/// A curve's stroke is cut by the painter where it has no more room, which an SVG does not heed: this one ends there.
class CurveName final : public QCPPlottableLegendItem
{
public:
    using QCPPlottableLegendItem::QCPPlottableLegendItem;

protected:
    void draw(QCPPainter* painter) override
    {
        const auto* graph = qobject_cast<const QCPGraph*>(plottable());
        if (!graph || graph->lineStyle() == QCPGraph::lsNone || !graph->scatterStyle().isNone()) {
            QCPPlottableLegendItem::draw(painter);
            return;
        }
        const QSize stroke = mParentLegend->iconSize();
        painter->setFont(getFont());
        painter->setPen(getTextColor());
        const QRect words =
            painter->fontMetrics().boundingRect(0, 0, 0, stroke.height(), Qt::TextDontClip, graph->name());
        painter->drawText(mRect.left() + stroke.width() + mParentLegend->iconTextPadding(), mRect.top(), words.width(),
                          std::max(words.height(), stroke.height()), Qt::TextDontClip, graph->name());
        QPen pen = graph->pen();
        if (pen.style() == Qt::SolidLine)
            pen.setCapStyle(Qt::FlatCap);
        const double y = mRect.top() + stroke.height() / 2.0;
        painter->save();
        painter->setAntialiasing(graph->antialiased());
        painter->setPen(pen);
        painter->drawLine(QLineF(mRect.left(), y, mRect.left() + stroke.width(), y));
        painter->restore();
    }
};

} // namespace

class NamesAbove::Legend final : public QCPLegend
{
public:
    Legend(QCustomPlot& plot, int left) : m_plot(plot), m_left(left) {}

    void show(const std::vector<Group>& groups)
    {
        m_groups = groups;
        Group wanted;
        for (const Group& group : groups)
            wanted.insert(wanted.end(), group.begin(), group.end());
        Group listed;
        for (QCPPlottableLegendItem* each : items())
            listed.push_back(each->plottable());
        if (listed == wanted)
            return;
        clearItems();
        for (QCPAbstractPlottable* each : wanted)
            addItem(new CurveName(this, each));
    }

    int room(int width) const { return width - left() - kRight; }

    int heightOf(int lines) const { return lines * lineHeight() + margins().top(); }

    int beside() const { return iconSize().width() + iconTextPadding() + columnSpacing(); } ///< each name

    Places places(const std::vector<Group>& groups, int width) const
    {
        const QFontMetrics metrics(font());
        std::vector<std::vector<int>> widths;
        for (const Group& group : groups) {
            std::vector<int>& each = widths.emplace_back();
            for (const QCPAbstractPlottable* plottable : group)
                each.push_back(metrics.horizontalAdvance(plottable->name()) + beside() + 1);
        }
        return placesOf(widths, room(width));
    }

    QSize minimumOuterSizeHint() const override
    {
        return {0, heightOf(places(listedGroups(), m_plot.viewport().width()).lines)};
    }

    QSize maximumOuterSizeHint() const override { return {QWIDGETSIZE_MAX, QWIDGETSIZE_MAX}; }

    void updateLayout() override
    {
        const std::vector<QPoint> all = places(listedGroups(), m_plot.viewport().width()).places;
        const QPoint first = rect().topLeft() + QPoint(left(), 0);
        const int height = lineHeight();
        std::size_t i = 0;
        for (QCPPlottableLegendItem* each : items()) {
            each->setOuterRect({first + QPoint(all[i].x(), all[i].y() * height), sizeOf(*each)});
            ++i;
        }
    }

private:
    int left() const { return std::max(m_left, m_plot.axisRect()->margins().left()); }

    std::vector<QCPPlottableLegendItem*> items() const
    {
        std::vector<QCPPlottableLegendItem*> all;
        for (int i = 0; i < elementCount(); ++i)
            if (auto* each = qobject_cast<QCPPlottableLegendItem*>(elementAt(i)))
                all.push_back(each);
        return all;
    }

    static QSize sizeOf(const QCPLayoutElement& item) { return item.minimumOuterSizeHint(); }

    int lineHeight() const
    {
        const auto all = items();
        return all.empty() ? 0 : sizeOf(*all.front()).height();
    }

    /// A plottable that the plot has removed is no longer an item.
    std::vector<Group> listedGroups() const
    {
        std::vector<Group> groups = m_groups;
        for (Group& group : groups)
            std::erase_if(group, [this](const QCPAbstractPlottable* each) { return !hasItemWithPlottable(each); });
        return groups;
    }

    QCustomPlot& m_plot;
    int m_left;
    std::vector<Group> m_groups;
};

NamesAbove::NamesAbove(QCustomPlot& plot, int left, int stroke)
{
    plot.setAutoAddPlottableToLegend(false);
    delete plot.legend;
    plot.legend = m_legend = new Legend(plot, left);
    m_legend->setIconSize(stroke, 8); // its height follows the font
    m_legend->setMargins(QMargins(0, 2, 0, 0));
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, m_legend);
    m_legend->setLayer(QStringLiteral("legend"));
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    plot.plotLayout()->setRowSpacing(0);
}

int NamesAbove::lines(const std::vector<Group>& groups, int width) const
{
    return m_legend->places(groups, width).lines;
}

int NamesAbove::heightOf(int lines) const
{
    return m_legend->heightOf(lines);
}

int NamesAbove::room(int width) const
{
    return m_legend->room(width) - m_legend->beside();
}

void NamesAbove::show(const std::vector<Group>& groups, bool seen)
{
    m_legend->show(groups);
    m_legend->setVisible(seen && m_legend->itemCount() > 0);
}

} // namespace netloom
