// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/beeswarm_plot.h"

#include "ui/plots/plot_csv.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/elided_apart.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr int kSwarmGap = 8;
constexpr int kStep = 30;
constexpr double kPoint = 2.1; // radius
constexpr double kPointReach = 6;

} // namespace

struct BeeswarmPlot::Geometry {
    int names = 0;
    double left = 0, right = 0;
    double low = 0, high = 0;

    double x(double value) const { return left + (value - low) / (high - low) * (right - left); }
    static double y(std::size_t swarm) { return (static_cast<double>(swarm) + 0.5) * kStep + 2; }
};

BeeswarmPlot::BeeswarmPlot(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void BeeswarmPlot::setContent(std::vector<Swarm> swarms, std::vector<Index> rows, const QString& axis)
{
    m_swarms = std::move(swarms);
    m_rows = std::move(rows);
    m_axis = axis;
    m_placed.clear();
    updateGeometry();
    update();
}

void BeeswarmPlot::setHighlighted(Index row)
{
    m_highlighted = row;
    update();
}

QSize BeeswarmPlot::sizeHint() const
{
    return {280, static_cast<int>(m_swarms.size()) * kStep + 2 * fontMetrics().height() + 14};
}

BeeswarmPlot::Geometry BeeswarmPlot::geometryIn(const QSize& size) const
{
    const QFontMetrics metrics(font());
    Geometry g;
    int text = 0;
    for (const Swarm& swarm : m_swarms) {
        g.names = std::max(g.names, metrics.horizontalAdvance(swarm.name));
        text = std::max(text, metrics.horizontalAdvance(swarm.text));
        for (const double value : swarm.x) {
            g.low = std::min(g.low, value);
            g.high = std::max(g.high, value);
        }
    }
    if (!(g.high > g.low))
        g.high = g.low + 1;
    g.names = std::min(g.names, size.width() * 36 / 100);
    g.left = g.names + 2.5 * kSwarmGap;
    g.right = size.width() - text - 2.5 * kSwarmGap;
    return g;
}

/// Each point as near to the middle as those before it leave room: in columns as wide as a point.
std::vector<std::vector<QPointF>> BeeswarmPlot::placed(const QSize& size) const
{
    const Geometry g = geometryIn(size);
    std::vector<std::vector<QPointF>> all;
    for (std::size_t s = 0; s < m_swarms.size(); ++s) {
        const Swarm& swarm = m_swarms[s];
        const auto columns = static_cast<std::size_t>(std::max(1.0, (g.right - g.left) / (2 * kPoint)) + 2);
        std::vector<std::size_t> counts(columns, 0);
        const auto columnOf = [&](double value) {
            return std::min(columns - 1, static_cast<std::size_t>(std::max(0.0, (g.x(value) - g.left) / (2 * kPoint))));
        };
        for (const double value : swarm.x)
            ++counts[columnOf(value)];
        const std::size_t most = std::max<std::size_t>(1, *std::max_element(counts.begin(), counts.end()));
        const double pitch = std::min(2 * kPoint, (kStep - 4.0) / static_cast<double>(most));
        std::fill(counts.begin(), counts.end(), 0);
        std::vector<QPointF> points;
        for (const double value : swarm.x) {
            const std::size_t n = counts[columnOf(value)]++;
            const double side = n % 2 ? 1 : -1;
            points.emplace_back(g.x(value), Geometry::y(s) + side * std::ceil(static_cast<double>(n) / 2) * pitch);
        }
        all.push_back(std::move(points));
    }
    return all;
}

void BeeswarmPlot::paint(QPainter& painter, const QSize& size) const
{
    const Theme theme = Theme::current();
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    if (m_swarms.empty())
        return;
    painter.setFont(font());
    const QFontMetrics metrics(font());
    const Geometry g = geometryIn(size);
    const std::vector<std::vector<QPointF>>& places = m_placed;
    const double bottom = static_cast<double>(m_swarms.size()) * kStep + 2;
    painter.setPen(QPen(theme.borderStrong, 1));
    painter.drawLine(QPointF(g.x(0), 2), QPointF(g.x(0), bottom));
    QStringList names;
    for (const Swarm& swarm : m_swarms)
        names << swarm.name;
    names = elidedApart(names, metrics, g.names);
    for (std::size_t s = 0; s < m_swarms.size(); ++s) {
        const Swarm& swarm = m_swarms[s];
        const double y = Geometry::y(s);
        painter.setPen(theme.text);
        painter.drawText(QRectF(kSwarmGap, y - kStep / 2.0, g.names, kStep), Qt::AlignRight | Qt::AlignVCenter,
                         names[static_cast<qsizetype>(s)]);
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(g.right + kSwarmGap, y - kStep / 2.0, size.width() - g.right - kSwarmGap, kStep),
                         Qt::AlignLeft | Qt::AlignVCenter, swarm.text);
        painter.setPen(QPen(theme.border, 1));
        painter.drawLine(QPointF(g.left, y), QPointF(g.right, y));
        for (std::size_t i = 0; i < swarm.x.size(); ++i) {
            if (std::isnan(swarm.shade[i])) {
                painter.setPen(QPen(theme.textMuted, 1));
                painter.setBrush(Qt::NoBrush);
            } else {
                painter.setPen(Qt::NoPen);
                painter.setBrush(mixed(theme.positive, theme.negative, std::clamp(swarm.shade[i], 0.0, 1.0)));
            }
            painter.drawEllipse(places[s][i], kPoint, kPoint);
        }
        if (m_highlighted >= 0)
            for (std::size_t i = 0; i < m_rows.size(); ++i)
                if (m_rows[i] == m_highlighted) {
                    painter.setPen(QPen(theme.text, 1.6));
                    painter.setBrush(Qt::NoBrush);
                    painter.drawEllipse(places[s][i], kPoint + 2.5, kPoint + 2.5);
                }
    }
    painter.setPen(theme.textMuted);
    painter.setBrush(Qt::NoBrush);
    const int line = metrics.height();
    painter.drawText(QRectF(g.left, bottom, g.right - g.left, line + 2), Qt::AlignLeft, shortNumber(g.low));
    painter.drawText(QRectF(g.left, bottom, g.right - g.left, line + 2), Qt::AlignRight, shortNumber(g.high));
    // A legend that says what the colours are.
    const QString low = tr("low");
    const QString high = tr("high value");
    const double y = bottom + line + 4;
    painter.drawText(QPointF(g.left, y + metrics.ascent()), low);
    const double from = g.left + metrics.horizontalAdvance(low) + 6;
    for (int i = 0; i < 40; ++i)
        painter.fillRect(QRectF(from + i, y + 4, 1.5, line - 8), mixed(theme.positive, theme.negative, i / 39.0));
    painter.drawText(QPointF(from + 46, y + metrics.ascent()), high);
    painter.drawText(QRectF(kSwarmGap, bottom, g.names, line + 2), Qt::AlignRight,
                     metrics.elidedText(m_axis, Qt::ElideMiddle, g.names));
}

QByteArray BeeswarmPlot::picture(const QByteArray& format, const QSize& size, double scale) const
{
    BeeswarmPlot copy;
    copy.setFont(font());
    copy.m_swarms = m_swarms;
    copy.m_rows = m_rows;
    copy.m_axis = m_axis;
    copy.m_placed = copy.placed(size);
    return plotPicture(format, size, scale, tr("Shapley values of all rows"),
                       [&](QCPPainter& painter) { copy.paint(painter, size); });
}

QByteArray BeeswarmPlot::csv() const
{
    QByteArray text = "row";
    for (const Swarm& swarm : m_swarms)
        text += ',' + csvText(swarm.name);
    text += '\n';
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        text += QByteArray::number(m_rows[i] + 1);
        for (const Swarm& swarm : m_swarms)
            text += ',' + csvNumber(swarm.x[i]);
        text += '\n';
    }
    return text;
}

void BeeswarmPlot::paintEvent(QPaintEvent*)
{
    if (m_placed.size() != m_swarms.size())
        m_placed = placed(size());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, size());
}

void BeeswarmPlot::mousePressEvent(QMouseEvent* event)
{
    if (m_placed.size() != m_swarms.size())
        return;
    double least = kPointReach * kPointReach;
    Index row = -1;
    for (const std::vector<QPointF>& points : m_placed)
        for (std::size_t i = 0; i < points.size() && i < m_rows.size(); ++i) {
            const QPointF away = points[i] - event->position();
            const double distance = QPointF::dotProduct(away, away);
            if (distance < least) {
                least = distance;
                row = m_rows[i];
            }
        }
    if (row >= 0)
        emit rowClicked(row);
    const int swarm = static_cast<int>((event->position().y() - 2) / kStep);
    if (event->position().x() < geometryIn(size()).left && swarm >= 0 && swarm < static_cast<int>(m_swarms.size()))
        emit swarmClicked(swarm);
}

void BeeswarmPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_placed.clear();
}

bool BeeswarmPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int at = (help->pos().y() - 2) / kStep;
        if (at >= 0 && at < static_cast<int>(m_swarms.size())) {
            const Swarm& swarm = m_swarms[static_cast<std::size_t>(at)];
            QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(swarm.name.toHtmlEscaped()), this);
            return true;
        }
        QToolTip::hideText();
    }
    return QWidget::event(event);
}

} // namespace netloom
