// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/focus_ring.h"
#include "ui/plots/history_plot_private.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/plot_tickers.h"
#include "ui/toolkit/number_text.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace netloom {

void HistoryPlot::Private::setFitted(bool on)
{
    if (fitted == on)
        return;
    fitted = on;
    emit q.fittedChanged(on);
}

const HistoryPlot::Private::Scale& HistoryPlot::Private::scaleOf(const Level& level) const
{
    const auto line = std::find_if(lines.begin(), lines.end(), [&](const Line& each) {
        return each.curve.key == level.key || each.curve.key == "val_" + level.key;
    });
    return line == lines.end() ? scales[0] : scaleOf(*line);
}

bool HistoryPlot::Private::hasRight() const
{
    return std::any_of(lines.begin(), lines.end(), [](const Line& line) {
        return line.curve.side == Side::Right && line.curve.seen && !line.thinned.isEmpty();
    });
}

QString HistoryPlot::Private::valueText(std::string_view key, double value)
{
    return metricText(key.starts_with("val_") ? key.substr(4) : key, value);
}

void HistoryPlot::Private::build()
{
    plot = new QCustomPlot(&q);
    plot->setObjectName(QStringLiteral("plot"));
    plot->setFont(q.font());
    plot->setFocusProxy(&q);
    plot->setMouseTracking(true);
    plot->installEventFilter(&q);
    plot->addLayer(QStringLiteral("cursor"), plot->layer(QStringLiteral("legend")), QCustomPlot::limAbove);
    plot->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    plot->xAxis->setTicker(QSharedPointer<EpochTicker>::create());
    plot->xAxis->setLabelPadding(0);
    scales = {Scale{plot->yAxis}, Scale{plot->yAxis2}};
    plot->axisRect()->setMinimumMargins(QMargins(34, 6, 16, 18));
    names.emplace(*plot, 34, 22);
    for (QCPGraph*& part : parts)
        part = plot->addGraph();
    parts[0]->setName(HistoryPlot::tr("train"));
    parts[1]->setName(HistoryPlot::tr("validation"));
    plot->setInteractions(QCP::iRangeZoom | QCP::iRangeDrag);
    plot->setSelectionRectMode(QCP::srmCustom);
    const QList<QCPAxis*> across{plot->xAxis};
    const QList<QCPAxis*> up{plot->yAxis, plot->yAxis2};
    plot->axisRect()->setRangeZoomAxes(across, up);
    plot->axisRect()->setRangeDragAxes(across, up);

    bestLine = new EpochLine(*plot);
    bestText = new QCPItemText(plot);
    bestText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    bestText->setPadding(QMargins(4, 0, 4, 0));
    levelText = new QCPItemText(plot);
    levelText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    levelText->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    emptyText = new QCPItemText(plot);
    emptyText->position->setType(QCPItemPosition::ptViewportRatio);
    emptyText->position->setCoords(0.5, 0.5);
    emptyText->setClipToAxisRect(false);
    markLine = new EpochLine(*plot);
    evidence = new QCPItemRect(plot);
    evidence->setLayer(QStringLiteral("grid"));
    for (QCPItemPosition* corner : {evidence->topLeft, evidence->bottomRight})
        corner->setTypeY(QCPItemPosition::ptAxisRectRatio);
    evidence->setPen(QPen(Qt::NoPen));
    evidence->setSelectable(false);
    evidence->setVisible(false);
    for (QCPAbstractItem* item : {static_cast<QCPAbstractItem*>(bestLine), static_cast<QCPAbstractItem*>(bestText),
                                  static_cast<QCPAbstractItem*>(levelText), static_cast<QCPAbstractItem*>(emptyText),
                                  static_cast<QCPAbstractItem*>(markLine)}) {
        item->setSelectable(false);
        item->setVisible(false);
    }
    markLine->setLayer(QStringLiteral("cursor"));
    readout.emplace(*plot);
}

HistoryPlot::HistoryPlot(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(*this))
{
    d->theme = Theme::current();
    setFocusPolicy(Qt::StrongFocus);
    d->build();
    new FocusRing(this);
    for (const Private::Scale& scale : d->scales)
        d->useTicker(scale);
    d->connectMouse();
    applyPlotTheme(*d->plot, d->theme);
    setTheme(d->theme);
}

HistoryPlot::~HistoryPlot()
{
    // A widget under the cursor is told that the cursor left while it is being destroyed.
    d->plot->removeEventFilter(this);
    delete d->plot;
}

void HistoryPlot::setCurves(std::vector<Curve> curves)
{
    const bool same = std::equal(curves.begin(), curves.end(), d->lines.begin(), d->lines.end(),
                                 [](const Curve& curve, const Private::Line& line) { return curve == line.curve; });
    if (same)
        return;
    const std::vector<std::string> keptHidden = hidden();
    for (const Private::Line& line : d->lines) {
        d->plot->removeItem(line.dot);
        d->plot->removeGraph(line.raw);
        d->plot->removeGraph(line.graph);
    }
    d->lines.clear();
    for (Curve& curve : curves) {
        Private::Line line;
        QCPAxis* axis = d->scales[curve.side == Side::Right ? 1 : 0].axis;
        line.raw = d->plot->addGraph(d->plot->xAxis, axis);
        line.raw->setSelectable(QCP::stNone);
        line.raw->setVisible(false);
        line.graph = d->plot->addGraph(d->plot->xAxis, axis);
        line.graph->setName(curve.name);
        line.graph->setSelectable(QCP::stNone);
        line.dot = new QCPItemTracer(d->plot);
        line.dot->setLayer(QStringLiteral("cursor"));
        line.dot->setStyle(QCPItemTracer::tsCircle);
        line.dot->setSize(7);
        line.dot->setClipToAxisRect(false); // at the first and the last epoch half of it lies beyond them
        line.dot->setVisible(false);
        line.dot->setSelectable(false);
        line.dot->position->setAxes(d->plot->xAxis, axis);
        line.hidden = std::find(keptHidden.begin(), keptHidden.end(), curve.key) != keptHidden.end();
        line.curve = std::move(curve);
        d->lines.push_back(std::move(line));
    }
    d->readout->raise();
    setTheme(d->theme); // fills the ghosts too
    if (d->history)
        show(*d->history, d->epochs);
}

void HistoryPlot::setAxes(const Axes& axes)
{
    if (axes == d->axes)
        return;
    d->axes = axes;
    d->nameAxes();
    d->arrangeLegend();
    if (d->fitted)
        d->fitRanges();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::setLevels(std::vector<Level> levels)
{
    if (levels == d->levels)
        return;
    d->levels = std::move(levels);
    d->levelsNamed = d->levels.size();
    if (d->fitted)
        d->fitRanges();
    d->placeLevels();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::setGhosts(std::vector<OtherRun> runs)
{
    if (runs == d->otherRuns)
        return;
    d->otherRuns = std::move(runs);
    d->fillGhosts();
    d->arrangeLegend();
    if (d->fitted)
        d->fitRanges();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::show(const History& history, int epochs)
{
    d->history = &history;
    d->epochs = epochs;
    d->count = static_cast<int>(history.epochs());
    for (Private::Line& line : d->lines) {
        d->take(line, d->values(line));
        d->smoothen(line, d->values(line));
    }
    if (d->cursor >= d->count)
        d->cursor = -1;
    if (d->count == 0)
        d->setFitted(true);
    if (d->fitted)
        d->fitRanges();
    d->fill();
    d->placeBest();
    d->placeEvents();
    d->placeMark();
    if (d->levelGraphs.empty() || d->count == 0 || d->reach() + 1 != d->levelReach)
        d->placeLevels();
    d->placeReadout();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::setLogarithmic(bool on, Side side)
{
    Private::Scale& scale = d->scales[side == Side::Right ? 1 : 0];
    if (scale.logarithmic == on)
        return;
    scale.logarithmic = on;
    d->useTicker(scale);
    d->fillGhosts();
    d->placeLevels();
    fit();
}

void HistoryPlot::setEpochsLogarithmic(bool on)
{
    if (d->epochsLogarithmic == on)
        return;
    d->epochsLogarithmic = on;
    const QScopedValueRollback own(d->ownRange, true);
    if (on) {
        d->plot->xAxis->setRange(0.9, std::max({d->epochs, d->count, 2}));
        d->plot->xAxis->setTicker(QSharedPointer<EpochLogTicker>::create());
    } else {
        d->plot->xAxis->setTicker(QSharedPointer<EpochTicker>::create());
    }
    d->plot->xAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    fit();
}

void HistoryPlot::setSmoothing(double share)
{
    if (share == d->smoothing)
        return;
    d->smoothing = share;
    for (Private::Line& line : d->lines) {
        line.smooth.clear();
        line.thinnedSmooth.clear();
        d->smoothen(line, d->values(line));
    }
    d->fillGhosts();
    if (d->fitted)
        d->fitRanges();
    d->fill();
    d->placeBest();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::setMarkedEpoch(int epoch)
{
    if (epoch == d->marked)
        return;
    d->marked = epoch;
    const QRectF before = bestName();
    d->placeMark();
    if (bestName() != before)
        d->plot->replot(QCustomPlot::rpQueuedReplot);
    else
        d->plot->layer(QStringLiteral("cursor"))->replot();
}

void HistoryPlot::setEvidence(int first, int last)
{
    d->evidence->setVisible(first > 0 && d->count > 0);
    d->evidence->topLeft->setCoords(first - 0.5, 0);
    d->evidence->bottomRight->setCoords(std::max(first, last) + 0.5, 1);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

QRectF HistoryPlot::bestName() const
{
    if (!d->bestText->visible())
        return {};
    return {d->bestText->topLeft->pixelPosition(), d->bestText->bottomRight->pixelPosition()};
}

QRectF HistoryPlot::evidence() const
{
    if (!d->evidence->visible())
        return {};
    return QRectF(d->evidence->topLeft->pixelPosition(), d->evidence->bottomRight->pixelPosition())
        .intersected(d->plot->axisRect()->rect());
}

void HistoryPlot::zoomEpochs(double lower, double upper)
{
    {
        const QScopedValueRollback own(d->ownRange, true);
        d->plot->xAxis->setRange(lower, upper);
    }
    d->setFitted(false);
    d->fill();
    d->placeBest();
    d->placeReadout();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::zoomValues(double lower, double upper, Side side)
{
    {
        const QScopedValueRollback own(d->ownRange, true);
        (side == Side::Left ? d->plot->yAxis : d->plot->yAxis2)->setRange(lower, upper);
    }
    d->setFitted(false);
    d->placeReadout();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::fitEpochs()
{
    fit();
}

bool HistoryPlot::isHidden(int curve) const
{
    return d->lines[static_cast<std::size_t>(curve)].hidden;
}

std::vector<std::string> HistoryPlot::hidden() const
{
    std::vector<std::string> keys;
    for (const Private::Line& line : d->lines)
        if (line.hidden)
            keys.push_back(line.curve.key);
    return keys;
}

void HistoryPlot::setHidden(const std::vector<std::string>& keys)
{
    std::vector<bool> hidden;
    for (const Private::Line& line : d->lines)
        hidden.push_back(std::find(keys.begin(), keys.end(), line.curve.key) != keys.end());
    if (!std::equal(hidden.begin(), hidden.end(), d->lines.begin(),
                    [](bool isHidden, const Private::Line& line) { return isHidden == line.hidden; }))
        d->setHidden(hidden);
}

double HistoryPlot::smoothing() const
{
    return d->smoothing;
}

void HistoryPlot::setEmptyText(const QString& text)
{
    if (d->emptyWords == text)
        return;
    d->emptyWords = text;
    d->wrapEmptyText();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::setTheme(const Theme& theme)
{
    d->theme = theme;
    applyPlotTheme(*d->plot, theme);
    d->nameAxes();
    d->fillGhosts();
    d->placeLevels();
    for (std::size_t part = 0; part < d->parts.size(); ++part) {
        QPen pen(theme.textMuted, 1.6);
        if (part > 0)
            pen.setDashPattern({3.5, 2.2});
        d->parts[part]->setPen(pen);
    }
    QPen best(theme.textMuted, 1);
    best.setDashPattern({1.5, 2.5});
    d->bestLine->setPen(best);
    d->bestText->setColor(theme.textMuted);
    QColor ground = theme.panel; // as the legend has it
    ground.setAlpha(225);
    d->bestText->setBrush(ground);
    d->bestText->setFont(d->plot->xAxis->tickLabelFont());
    d->levelText->setColor(theme.textMuted);
    d->levelText->setFont(d->plot->xAxis->tickLabelFont());
    d->markLine->setPen(QPen(theme.accent, 2));
    QColor band = theme.warning;
    band.setAlphaF(0.2F);
    d->evidence->setBrush(band);
    for (EpochLine* line : d->eventLines)
        d->plot->removeItem(line);
    d->eventLines.clear();
    d->events.clear();
    d->placeEvents();
    d->readout->setTheme(theme);
    d->emptyText->setColor(theme.textMuted);
    d->emptyText->setFont(font());
    d->wrapEmptyText();
    for (Private::Line& line : d->lines) {
        const QColor color = d->penOf(line, 1).color();
        line.dot->setPen(QPen(theme.panel, 1));
        line.dot->setBrush(color);
    }
    d->fill();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::fit()
{
    d->setFitted(true);
    d->fitRanges();
    d->fill();
    d->placeBest();
    d->placeReadout();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

bool HistoryPlot::isFitted() const
{
    return d->fitted;
}

void HistoryPlot::redraw()
{
    d->plot->replot(QCustomPlot::rpImmediateRefresh);
}

int HistoryPlot::pointCount(int curve) const
{
    return d->lines[static_cast<std::size_t>(curve)].graph->dataCount();
}

int HistoryPlot::hiddenOnLog() const
{
    std::ptrdiff_t hidden = 0;
    for (const Private::Line& line : d->lines)
        if (const HistoryColumn* all = d->values(line);
            all && line.curve.seen && d->scaleOf(line).logarithmic && line.thinned.lowest() <= 0)
            hidden += std::count_if(all->begin(), all->end(), [](double value) { return value <= 0; });
    return static_cast<int>(hidden);
}

QString HistoryPlot::hiddenOnLogText() const
{
    const int values = hiddenOnLog();
    return values == 0   ? QString()
           : values == 1 ? tr("1 value at or below 0 not shown")
                         : tr("%1 values at or below 0 not shown").arg(QLocale().toString(values));
}

int HistoryPlot::hoveredEpoch() const
{
    return d->cursor;
}

QRectF HistoryPlot::visibleRange(Side side) const
{
    const QCPRange x = d->plot->xAxis->range();
    const QCPRange y = d->scales[side == Side::Right ? 1 : 0].axis->range();
    return {x.lower, y.lower, x.size(), y.size()};
}

QRectF HistoryPlot::axesArea() const
{
    return d->plot->axisRect()->rect();
}

QString HistoryPlot::summary(const History& history) const
{
    QStringList parts;
    for (const Private::Line& line : d->lines)
        if (const HistoryColumn* all = history.find(line.curve.key); all && !all->empty() && line.curve.seen)
            parts << QStringLiteral("%1 %2").arg(line.curve.name, Private::valueText(line.curve.key, all->back()));
    if (parts.isEmpty())
        return d->emptyWords;
    return tr("Epoch %1: %2")
        .arg(QLocale().toString(static_cast<qlonglong>(history.epochs())), parts.join(QStringLiteral(", ")));
}

int HistoryPlot::moreForNames(const QSize& size)
{
    d->exporting = true;
    d->plot->setViewport(QRect(QPoint(), size));
    d->arrangeLegend();
    const int more = d->plot->legend->minimumOuterSizeHint().height() - d->names->heightOf(2);
    d->exporting = false;
    return std::max(0, more);
}

void HistoryPlot::paint(QCPPainter& painter, const QSize& size)
{
    d->exporting = true;
    d->cursor = -1;
    d->plot->setViewport(QRect(QPoint(), size));
    d->wrapEmptyText();
    fit();
    d->arrangeLegend();
    d->nameEvents();
    d->plot->toPainter(&painter, size.width(), size.height());
    d->exporting = false;
}

} // namespace netloom
