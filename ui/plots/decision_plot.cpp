// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/decision_plot.h"

#include "ui/plots/plot_csv.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/elided_apart.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr int kDecisionGap = 8;
constexpr double kPathReach = 8; // pixels to a line that is meant

/// About four round places of an axis: steps of 1, 2 or 5.
std::vector<double> ticksBetween(double low, double high)
{
    const double raw = (high - low) / 4;
    const double unit = std::pow(10.0, std::floor(std::log10(raw)));
    const double step = unit * (raw / unit < 1.5 ? 1 : raw / unit < 3.5 ? 2 : raw / unit < 7.5 ? 5 : 10);
    std::vector<double> ticks;
    for (double k = std::ceil(low / step); k * step <= high && ticks.size() < 12; ++k)
        ticks.push_back(k * step);
    return ticks;
}

} // namespace

struct DecisionPlot::Geometry {
    int names = 0;
    int cells = 0;
    int step = 0;
    int top = 0;
    double left = 0, right = 0;
    double low = 0, high = 1;

    double x(double value) const { return left + (value - low) / (high - low) * (right - left); }
    /// Of the place after `passed` names from below.
    double y(std::size_t passed, qsizetype count) const
    {
        return top + (static_cast<double>(count) - static_cast<double>(passed)) * step;
    }
};

DecisionPlot::DecisionPlot(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DecisionPlot::setContent(QStringList names, std::vector<Line> lines, const QString& axis)
{
    m_names = std::move(names);
    m_lines = std::move(lines);
    m_axis = axis;
    updateGeometry();
    update();
}

QSize DecisionPlot::sizeHint() const
{
    const int line = fontMetrics().height() + 8;
    return {280, static_cast<int>(m_names.size()) * line + 3 * line};
}

DecisionPlot::Geometry DecisionPlot::geometryIn(const QSize& size) const
{
    const QFontMetrics metrics(font());
    Geometry geometry;
    for (const QString& name : m_names)
        geometry.names = std::max(geometry.names, metrics.horizontalAdvance(name));
    geometry.names = std::min(geometry.names, size.width() * 42 / 100);
    geometry.step = metrics.height() + 8;
    geometry.top = geometry.step;
    geometry.left = geometry.names + 3 * kDecisionGap;
    geometry.right = size.width() - 3.0 * kDecisionGap;
    if (m_lines.size() == 1) { // its cells stand beside it
        int cells = 0;
        for (const QString& cell : m_lines.front().cells)
            cells = std::max(cells, metrics.horizontalAdvance(cell));
        geometry.cells = std::min(cells, size.width() * 26 / 100);
        geometry.right -= geometry.cells;
    }
    bool first = true;
    for (const Line& line : m_lines)
        for (const double value : line.at) {
            geometry.low = first ? value : std::min(geometry.low, value);
            geometry.high = first ? value : std::max(geometry.high, value);
            first = false;
        }
    const double pad = std::max(0.06 * (geometry.high - geometry.low), 1e-9);
    geometry.low -= pad;
    geometry.high += pad;
    return geometry;
}

void DecisionPlot::paint(QPainter& painter, const QSize& size) const
{
    const Theme theme = Theme::current();
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    if (m_lines.empty())
        return;
    painter.setFont(font());
    const QFontMetrics metrics(font());
    const Geometry g = geometryIn(size);
    const double bottom = g.y(0, m_names.size());
    painter.setPen(QPen(theme.border, 1));
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const double y = g.y(static_cast<std::size_t>(i), m_names.size());
        painter.drawLine(QPointF(g.left, y), QPointF(g.right, y));
    }
    const double expected = g.x(m_lines.front().at.front());
    QPen base(theme.textMuted, 1);
    base.setDashPattern({2, 3});
    painter.setPen(base);
    painter.drawLine(QPointF(expected, g.top), QPointF(expected, bottom));
    const QStringList names = elidedApart(m_names, metrics, g.names);
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const double middle =
            (g.y(static_cast<std::size_t>(i), m_names.size()) + g.y(static_cast<std::size_t>(i) + 1, m_names.size())) /
            2;
        painter.setPen(theme.text);
        painter.drawText(QRectF(kDecisionGap, middle - g.step / 2.0, g.names, g.step),
                         Qt::AlignRight | Qt::AlignVCenter, names[i]);
    }
    for (const Line& line : m_lines) {
        QPolygonF path;
        for (std::size_t i = 0; i < line.at.size(); ++i)
            path << QPointF(g.x(line.at[i]), g.y(i, m_names.size()));
        QColor color = line.at.back() >= line.at.front() ? theme.positive : theme.negative;
        if (m_lines.size() > 20)
            color.setAlphaF(0.4F);
        QPen pen(color, m_lines.size() == 1 ? 2.2 : 1.2);
        if (line.dashed)
            pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.drawPolyline(path);
        if (m_lines.size() > 1)
            continue;
        painter.setPen(theme.textMuted);
        for (qsizetype i = 0; i < line.cells.size(); ++i) {
            const double middle = (path[i].y() + path[i + 1].y()) / 2;
            const double x = std::max(path[i].x(), path[i + 1].x());
            painter.drawText(QRectF(x + 9, middle - g.step / 2.0, g.cells + 2, g.step), Qt::AlignVCenter,
                             metrics.elidedText(line.cells[i], Qt::ElideMiddle, g.cells + 1));
        }
        painter.setPen(theme.text);
        painter.drawText(QRectF(path.last().x() - 60, 0, 120, g.top), Qt::AlignCenter, shortNumber(line.at.back()));
    }
    painter.setPen(theme.textMuted);
    const QString meanText = shortNumber(m_lines.front().at.front());
    const double half = metrics.horizontalAdvance(meanText) / 2.0 + 6;
    painter.drawText(QRectF(expected - 60, bottom, 120, g.step), Qt::AlignCenter, meanText);
    for (const double tick : ticksBetween(g.low, g.high)) {
        const double x = g.x(tick);
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 4));
        const QString text = withMinus(QLocale().toString(std::abs(tick) < 1e-9 ? 0.0 : tick, 'g', 6));
        if (std::abs(x - expected) > half + metrics.horizontalAdvance(text) / 2.0)
            painter.drawText(QRectF(x - 60, bottom, 120, g.step), Qt::AlignCenter, text);
    }
    painter.setPen(QPen(theme.border, 1));
    painter.drawLine(QPointF(g.left, bottom), QPointF(g.right, bottom));
    painter.setPen(theme.textMuted);
    painter.drawText(QRectF(g.left, bottom + g.step - 4, g.right - g.left, g.step), Qt::AlignCenter,
                     metrics.elidedText(m_axis, Qt::ElideRight, static_cast<int>(g.right - g.left)));
}

QByteArray DecisionPlot::picture(const QByteArray& format, const QSize& size, double scale) const
{
    return plotPicture(format, size, scale, tr("Decision plot"), [&](QCPPainter& painter) { paint(painter, size); });
}

QByteArray DecisionPlot::csv() const
{
    QByteArray text = "line,name,value,at\n";
    for (std::size_t line = 0; line < m_lines.size(); ++line)
        for (std::size_t i = 0; i < m_lines[line].at.size(); ++i) {
            const int name = static_cast<int>(i) - 1; // what comes before all names is the expected value
            text += QByteArray::number(static_cast<qulonglong>(line)) + ',' +
                    csvText(name < 0 ? tr("expected") : m_names.value(name)) + ',' +
                    csvText(m_lines[line].cells.value(name)) + ',' + csvNumber(m_lines[line].at[i]) + '\n';
        }
    return text;
}

void DecisionPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, size());
}

void DecisionPlot::mousePressEvent(QMouseEvent* event)
{
    const Geometry g = geometryIn(size());
    const double passed = static_cast<double>(m_names.size()) - (event->position().y() - g.top) / g.step;
    if (passed < 0 || passed > static_cast<double>(m_names.size()))
        return;
    const auto below = static_cast<std::size_t>(passed);
    const double share = passed - std::floor(passed);
    double least = kPathReach;
    const Line* best = nullptr;
    for (const Line& line : m_lines) {
        const std::size_t next = std::min(below + 1, line.at.size() - 1);
        const double value = line.at[below] + share * (line.at[next] - line.at[below]);
        const double distance = std::abs(g.x(value) - event->position().x());
        if (distance < least) {
            least = distance;
            best = &line;
        }
    }
    if (best)
        emit lineClicked(best->key);
}

bool DecisionPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const Geometry g = geometryIn(size());
        const double passed = static_cast<double>(m_names.size()) - (help->pos().y() - g.top) / double(g.step);
        const auto at = static_cast<qsizetype>(std::floor(passed));
        if (at >= 0 && at < m_names.size()) {
            QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(m_names[at].toHtmlEscaped()), this);
            return true;
        }
        QToolTip::hideText();
    }
    return QWidget::event(event);
}

} // namespace netloom
