// SPDX-License-Identifier: GPL-3.0-or-later
// What the pointer and the keys do: zoom, move, hide a curve, ask for the values at an epoch.
#include "ui/plots/history_plot_private.h"

#include <algorithm>
#include <cmath>

namespace netloom {

void HistoryPlot::Private::connectMouse()
{
    QObject::connect(plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &q, [this] {
        if (ownRange)
            return;
        setFitted(false);
        keepInBounds();
        fill();
        placeBest();
        placeReadout();
        emit q.epochsZoomed(plot->xAxis->range().lower, plot->xAxis->range().upper);
    });
    QObject::connect(plot, &QCustomPlot::mouseWheel, &q, [this](const QWheelEvent* event) {
        // Among the curves the epochs only: the wheel over an empty place would lose them.
        const bool within = plot->axisRect()->rect().contains(event->position().toPoint());
        plot->axisRect()->setRangeZoom(within ? Qt::Orientations(Qt::Horizontal) : Qt::Horizontal | Qt::Vertical);
    });
    QObject::connect(plot, &QCustomPlot::legendClick, &q, [this](QCPLegend*, QCPAbstractLegendItem* item) {
        if (auto* entry = qobject_cast<QCPPlottableLegendItem*>(item))
            if (toggle(entry->plottable()))
                emit q.hiddenChanged();
    });
    // The names above the curves come and go, and the axes with them.
    QObject::connect(plot, &QCustomPlot::afterLayout, &q, [this] {
        if (plot->axisRect()->rect() != bestArea)
            placeBest();
    });
    for (const Scale& scale : scales)
        QObject::connect(scale.axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &q,
                         [this, axis = scale.axis](const QCPRange& range) {
                             arrangeLegend();
                             if (ownRange)
                                 return;
                             setFitted(false);
                             placeReadout();
                             emit q.valuesZoomed(range.lower, range.upper,
                                                 axis == plot->yAxis ? Side::Left : Side::Right);
                         });
    QObject::connect(plot, &QCustomPlot::mousePress, &q, [this](const QMouseEvent* event) {
        // A drag of a box would swallow the clicks on names.
        const bool onNames = plot->legend->visible() && plot->legend->outerRect().contains(event->pos());
        const bool moves = onNames || event->modifiers().testFlag(Qt::ShiftModifier);
        plot->setSelectionRectMode(moves ? QCP::srmNone : QCP::srmCustom);
    });
    QObject::connect(plot->selectionRect(), &QCPSelectionRect::accepted, &q, [this](const QRect& box) { zoom(box); });
    QObject::connect(plot, &QCustomPlot::mouseDoubleClick, &q, [this](const QMouseEvent* event) {
        if (plot->legend->visible() && plot->legend->outerRect().contains(event->pos()))
            return; // two clicks on names
        q.fit();
        emit q.fitted();
    });
    QObject::connect(plot, &QCustomPlot::mouseMove, &q, [this](const QMouseEvent* event) {
        int epoch = -1;
        if (count > 0 && plot->axisRect()->rect().contains(event->pos())) {
            const double at = plot->xAxis->pixelToCoord(event->position().x());
            epoch = static_cast<int>(std::clamp<double>(std::round(at) - 1, 0, count - 1));
        }
        if (epoch == cursor)
            return;
        q.setHoveredEpoch(epoch);
        emit q.hovered(epoch);
    });
}

/// A box that is hardly a line means the one axis that it goes along.
void HistoryPlot::Private::zoom(const QRect& box)
{
    constexpr int kLine = 8; // px
    const QRect inside = box.normalized() & plot->axisRect()->rect();
    if (inside.width() > kLine)
        plot->xAxis->setRange(plot->xAxis->pixelToCoord(inside.left()), plot->xAxis->pixelToCoord(inside.right()));
    if (inside.height() > kLine)
        for (const Scale& scale : scales)
            scale.axis->setRange(scale.axis->pixelToCoord(inside.bottom()), scale.axis->pixelToCoord(inside.top()));
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::Private::placeReadout()
{
    // The epoch may come from the plot beside this one, and not be in view here.
    const bool shown = cursor >= 0 && cursor < count && plot->xAxis->range().contains(cursor + 1);
    for (Line& line : lines) {
        const HistoryColumn* all = values(line);
        const bool there =
            shown && !line.hidden && line.curve.seen && all && static_cast<std::size_t>(cursor) < all->size();
        const double value = there ? (*all)[static_cast<std::size_t>(cursor)] : 0;
        const bool drawn = there && scaleOf(line).axis->range().contains(value);
        line.dot->setVisible(drawn);
        if (drawn)
            line.dot->position->setCoords(cursor + 1, value);
    }
    if (shown)
        readout->show(cursor + 1, readoutText(true), readoutText(false));
    else
        readout->hide();
}

QString HistoryPlot::readoutText() const
{
    return d->readoutText(true);
}

QString HistoryPlot::Private::readoutText(bool withLevels) const
{
    if (cursor < 0 || cursor >= count)
        return {};
    std::vector<HistoryReadout::Value> ofCurves, ofLevels;
    for (const Line& line : lines) {
        const HistoryColumn* all = values(line);
        if (line.hidden || !line.curve.seen || !all || static_cast<std::size_t>(cursor) >= all->size())
            continue;
        const QString value = valueText(line.curve.key, (*all)[static_cast<std::size_t>(cursor)]);
        ofCurves.push_back({line.curve.name, value, line.curve.key, line.curve.color.isValid()});
    }
    // A line is narrow: near it is enough.
    const double near = 3 * plot->xAxis->range().size() / std::max(1, plot->axisRect()->width());
    QStringList happened;
    for (const HistoryEvent& event : events)
        if (std::abs(placeOf(event) - (cursor + 1)) <= std::max(near, 0.5))
            happened << QString::fromStdString(event.text);
    for (const Level& level : levels)
        if (withLevels && !level.awaited)
            ofLevels.push_back({level.name, valueText(level.key, level.value)});
    return HistoryReadout::text(cursor + 1, ofCurves, happened, ofLevels);
}

void HistoryPlot::setHoveredEpoch(int epoch)
{
    if (epoch >= d->count)
        epoch = -1;
    if (epoch == d->cursor)
        return;
    d->cursor = epoch;
    d->placeReadout();
    d->plot->layer(QStringLiteral("cursor"))->replot();
}

void HistoryPlot::Private::zoom(double factor)
{
    plot->xAxis->scaleRange(factor);
    for (const Scale& scale : scales)
        scale.axis->scaleRange(factor);
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::Private::move(double share)
{
    plot->xAxis->moveRange(share * plot->xAxis->range().size());
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->wrapEmptyText();
    d->plot->setGeometry(rect());
    d->countTicks();
    d->arrangeLegend();
    d->placeBest();
    if (!d->fitted)
        d->fill();
    d->plot->replot(QCustomPlot::rpQueuedReplot); // it drew itself before the names were arranged for its new size
}

void HistoryPlot::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        d->zoom(0.8);
        break;
    case Qt::Key_Minus:
        d->zoom(1.25);
        break;
    case Qt::Key_0:
    case Qt::Key_Home:
        fit();
        emit fitted();
        break;
    case Qt::Key_Left:
        d->move(-0.1);
        break;
    case Qt::Key_Right:
        d->move(0.1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool HistoryPlot::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == d->plot && event->type() == QEvent::Leave && d->cursor >= 0) {
        setHoveredEpoch(-1);
        emit hovered(-1);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace netloom
