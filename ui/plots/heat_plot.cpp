// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heat_plot.h"

#include "ui/plots/cell_ticks.h"
#include "ui/plots/plot_csv.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/elided_apart.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <functional>

namespace netloom {

namespace {

constexpr int kScaleWidth = 10;
constexpr int kHeatGap = 6;
constexpr int kTick = 3;      // pixels
constexpr int kMostTicks = 6; // of numbers

using Fits = std::function<bool(const std::vector<CellTick>& ticks)>;

/// Every how many places stands a label: as many as fit, evenly, and if there is such a step, at both ends.
template<typename Fits>
int evenStep(int places, const Fits& fits)
{
    int least = 1;
    while (least < places && !fits(least))
        ++least;
    for (int step = least; step < std::min(2 * least, places); ++step)
        if ((places - 1) % step == 0)
            return step;
    return least;
}

/// Round numbers where the cells allow it, else labels of cells; as many as fit.
std::vector<CellTick> fittingTicks(const std::vector<double>* numbers, const QStringList& labels, const Fits& fits)
{
    for (int wanted = kMostTicks; numbers && wanted >= 2; --wanted)
        if (const auto round = roundTicks(*numbers, wanted); round && fits(*round))
            return *round;
    const auto every = [&](int step) {
        std::vector<CellTick> ticks;
        for (qsizetype i = 0; i < labels.size(); i += step)
            ticks.push_back({static_cast<double>(i), labels[i]});
        return ticks;
    };
    return every(evenStep(static_cast<int>(labels.size()), [&](int step) { return fits(every(step)); }));
}

} // namespace

HeatPlot::HeatPlot(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HeatPlot::setContent(Content content)
{
    m_content = std::move(content);
    m_chosen = {-1, -1};
    m_low = HUGE_VAL;
    m_high = -HUGE_VAL;
    for (const std::vector<double>& column : m_content.cells)
        for (const double value : column) {
            if (!std::isfinite(value))
                continue;
            m_low = std::min(m_low, value);
            m_high = std::max(m_high, value);
        }
    setAccessibleDescription(m_content.cells.empty() ? m_emptyText
                                                     : tr("%1 from %2 to %3 over %4 and %5")
                                                           .arg(m_content.what, shortNumber(m_low), shortNumber(m_high),
                                                                m_content.x.name, m_content.y.name));
    update();
}

void HeatPlot::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

QString HeatPlot::valueText(const Axis& axis, int place) const
{
    constexpr int kDigits = 3;
    if (!axis.labels.isEmpty())
        return axis.labels.value(place);
    const double value = axis.values[static_cast<std::size_t>(place)];
    return std::abs(value) >= 1000 ? shortNumber(value) : withMinus(QLocale().toString(value, 'g', kDigits));
}

QString HeatPlot::cellText(int x, int y) const
{
    if (x < 0 || y < 0 || x >= columns() || y >= rows())
        return {};
    const auto i = static_cast<std::size_t>(x);
    const auto j = static_cast<std::size_t>(y);
    QString text = tr("%1 %2, %3 %4: %5")
                       .arg(m_content.x.name, valueText(m_content.x, x), m_content.y.name, valueText(m_content.y, y),
                            shortNumber(m_content.cells[i][j]));
    if (!m_content.known.empty() && !m_content.known[i][j])
        text += tr(" (no row is like this)");
    return text;
}

QRectF HeatPlot::cellsIn(const QSize& size) const
{
    const QFontMetrics metrics(font());
    const int line = metrics.height();
    const double height = std::max(size.height() - 4.0 * line - 10, 20.0);
    QStringList texts;
    for (int j = 0; j < rows(); ++j)
        texts << valueText(m_content.y, j);
    int names = 0;
    for (const CellTick& tick : sideTicks(texts, height))
        names = std::max(names, metrics.horizontalAdvance(tick.text));
    names = std::min(names, size.width() / 3);
    const int scale =
        std::max(metrics.horizontalAdvance(shortNumber(m_low)), metrics.horizontalAdvance(shortNumber(m_high)));
    const double left = names + kHeatGap;
    const double right = size.width() - scale - kScaleWidth - 3 * kHeatGap;
    return {left, 2.0 * line + 4, std::max(right - left, 20.0), height};
}

/// Of the axis beside the cells. @param texts  of its cells
std::vector<CellTick> HeatPlot::sideTicks(const QStringList& texts, double height) const
{
    const int line = QFontMetrics(font()).height();
    const double side = height / std::max(1, rows());
    return fittingTicks(m_content.y.labels.isEmpty() ? &m_content.y.values : nullptr, texts,
                        [&](const std::vector<CellTick>& ticks) {
                            return ticks.size() < 2 || (ticks[1].place - ticks[0].place) * side >= line + 4;
                        });
}

/// From the panel's ground to the accent.
QColor HeatPlot::colorOf(double value) const
{
    const Theme theme = Theme::current();
    if (!std::isfinite(value))
        return theme.panel;
    const double share = m_high > m_low ? (value - m_low) / (m_high - m_low) : 0.5;
    const auto mix = [&](int from, int to) {
        return static_cast<int>(std::lround(from + (0.06 + 0.94 * share) * (to - from)));
    };
    return {mix(theme.panel.red(), theme.accent.red()), mix(theme.panel.green(), theme.accent.green()),
            mix(theme.panel.blue(), theme.accent.blue())};
}

void HeatPlot::paintAxes(QPainter& painter, const QRectF& cells) const
{
    const Theme theme = Theme::current();
    const QFontMetrics metrics(font());
    const double across = cells.width() / columns();
    const double side = cells.height() / rows();
    painter.setPen(theme.textMuted);
    const int room = static_cast<int>(cells.left()) - kHeatGap;
    const auto texts = [&](const Axis& axis, int count, int width) {
        QStringList all;
        for (int place = 0; place < count; ++place)
            all << valueText(axis, place);
        return elidedApart(all, metrics, width);
    };
    const int height = metrics.height();
    for (const CellTick& tick : sideTicks(texts(m_content.y, rows(), room), cells.height())) {
        const double y = cells.bottom() - (tick.place + 0.5) * side;
        painter.drawText(QRectF(0, y - height / 2.0, room, height), Qt::AlignRight | Qt::AlignVCenter, tick.text);
        painter.drawLine(QPointF(cells.left() - kTick, y), QPointF(cells.left(), y));
    }
    const auto begin = [&](const CellTick& tick) {
        const double width = metrics.horizontalAdvance(tick.text);
        return std::clamp(cells.left() + (tick.place + 0.5) * across - width / 2, 0.0,
                          std::max(0.0, cells.right() - width));
    };
    const QStringList under = texts(m_content.x, columns(), std::max(static_cast<int>(across) - 4, 60));
    const auto below = fittingTicks(
        m_content.x.labels.isEmpty() ? &m_content.x.values : nullptr, under, [&](const std::vector<CellTick>& ticks) {
            for (std::size_t i = 1; i < ticks.size(); ++i)
                if (begin(ticks[i]) < begin(ticks[i - 1]) + metrics.horizontalAdvance(ticks[i - 1].text) + 8)
                    return false;
            return true;
        });
    for (const CellTick& tick : below) {
        const double x = cells.left() + (tick.place + 0.5) * across;
        painter.drawText(QPointF(begin(tick), cells.bottom() + metrics.ascent() + kTick), tick.text);
        painter.drawLine(QPointF(x, cells.bottom()), QPointF(x, cells.bottom() + kTick));
    }
    painter.setPen(theme.text);
    painter.drawText(QRectF(cells.left(), cells.bottom() + metrics.height() + 4, cells.width(), metrics.height()),
                     Qt::AlignCenter,
                     metrics.elidedText(m_content.x.name, Qt::ElideMiddle, static_cast<int>(cells.width())));
    painter.drawText(QRectF(0, cells.top() - metrics.height() - 4, cells.width(), metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(m_content.y.name, Qt::ElideMiddle, static_cast<int>(cells.width())));
}

void HeatPlot::paintScale(QPainter& painter, const QRectF& cells) const
{
    const Theme theme = Theme::current();
    const QFontMetrics metrics(font());
    const QRectF bar(cells.right() + kHeatGap, cells.top(), kScaleWidth, cells.height());
    constexpr int kSteps = 64;
    for (int i = 0; i < kSteps; ++i) {
        const double height = bar.height() / kSteps;
        painter.fillRect(QRectF(bar.left(), bar.bottom() - (i + 1) * height, bar.width(), height + 0.5),
                         colorOf(m_low + (m_high - m_low) * (i + 0.5) / kSteps));
    }
    painter.setPen(QPen(theme.border, 1));
    painter.drawRect(bar);
    painter.setPen(theme.textMuted);
    painter.drawText(QPointF(bar.right() + kHeatGap, bar.top() + metrics.ascent()), shortNumber(m_high));
    painter.drawText(QPointF(bar.right() + kHeatGap, bar.bottom() - metrics.descent()), shortNumber(m_low));
}

void HeatPlot::paint(QPainter& painter, const QSize& size, QPoint chosen) const
{
    const Theme theme = Theme::current();
    painter.setFont(font());
    const QFontMetrics metrics(font());
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    if (m_content.cells.empty()) {
        painter.setPen(theme.textMuted);
        painter.drawText(QRect(QPoint(), size).adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const QRectF cells = cellsIn(size);
    const double across = cells.width() / columns();
    const double side = cells.height() / rows();
    const QString read = cellText(chosen.x(), chosen.y());
    painter.setPen(read.isEmpty() ? theme.textMuted : theme.text);
    painter.drawText(QRect(0, 0, size.width(), metrics.height()), Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(read.isEmpty() ? m_content.what : read, Qt::ElideMiddle, size.width()));
    for (int i = 0; i < columns(); ++i)
        for (int j = 0; j < rows(); ++j) {
            const QRectF cell(cells.left() + i * across, cells.bottom() - (j + 1) * side, across, side);
            const auto column = static_cast<std::size_t>(i);
            const auto row = static_cast<std::size_t>(j);
            const bool known = m_content.known.empty() || m_content.known[column][row];
            QColor color = colorOf(m_content.cells[column][row]);
            painter.fillRect(cell.adjusted(0, 0, 0.5, 0.5), color);
            if (!known) {
                QColor line = theme.textMuted;
                line.setAlphaF(0.45F);
                painter.setPen(QPen(line, 0.6));
                painter.drawLine(cell.bottomLeft() + QPointF(2, -2), cell.topRight() + QPointF(-2, 2));
            }
        }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.border, 1));
    painter.drawRect(cells);
    if (!read.isEmpty()) {
        painter.setPen(QPen(theme.text, 2));
        painter.drawRect(
            QRectF(cells.left() + chosen.x() * across, cells.bottom() - (chosen.y() + 1) * side, across, side));
    }
    paintAxes(painter, cells);
    paintScale(painter, cells);
}

QByteArray HeatPlot::picture(const QByteArray& format, const QSize& size, double scale) const
{
    return plotPicture(format, size, scale, accessibleName(), [&](QCPPainter& painter) {
        paint(painter, size, {-1, -1});
    });
}

QByteArray HeatPlot::csv() const
{
    QByteArray text =
        csvText(m_content.x.name) + ',' + csvText(m_content.y.name) + ',' + csvText(m_content.what) + '\n';
    const auto written = [](const Axis& axis, std::size_t place) {
        return axis.labels.isEmpty() ? csvNumber(axis.values[place])
                                     : csvText(axis.labels[static_cast<qsizetype>(place)]);
    };
    for (std::size_t i = 0; i < m_content.cells.size(); ++i)
        for (std::size_t j = 0; j < m_content.cells[i].size(); ++j)
            text +=
                written(m_content.x, i) + ',' + written(m_content.y, j) + ',' + csvNumber(m_content.cells[i][j]) + '\n';
    return text;
}

void HeatPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter, size(), m_chosen);
    if (hasFocus() && m_chosen.x() < 0) {
        painter.setPen(QPen(Theme::current().accent, 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void HeatPlot::mouseMoveEvent(QMouseEvent* event)
{
    const QRectF cells = m_content.cells.empty() ? QRectF() : cellsIn(size());
    QPoint at(-1, -1);
    if (cells.contains(event->position()))
        at = {
            std::min(columns() - 1,
                     static_cast<int>((event->position().x() - cells.left()) / cells.width() * columns())),
            std::min(rows() - 1, static_cast<int>((cells.bottom() - event->position().y()) / cells.height() * rows()))};
    if (at == m_chosen)
        return;
    m_chosen = at;
    update();
}

void HeatPlot::leaveEvent(QEvent*)
{
    m_chosen = {-1, -1};
    update();
}

void HeatPlot::keyPressEvent(QKeyEvent* event)
{
    QPoint step;
    switch (event->key()) {
    case Qt::Key_Left:
        step = {-1, 0};
        break;
    case Qt::Key_Right:
        step = {1, 0};
        break;
    case Qt::Key_Up:
        step = {0, 1};
        break;
    case Qt::Key_Down:
        step = {0, -1};
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_content.cells.empty())
        return;
    m_chosen = {std::clamp(m_chosen.x() + step.x(), 0, columns() - 1),
                std::clamp(m_chosen.y() + step.y(), 0, rows() - 1)};
    update();
}

} // namespace netloom
