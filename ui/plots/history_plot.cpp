// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/history_plot_private.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/plot_tickers.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <bit>
#include <cmath>

namespace netloom {

namespace {

bool sameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// Beyond that many points a curve is a band, and wide or dashed pens are slow and show nothing.
constexpr int kFewPoints = 500;

} // namespace

void HistoryPlot::Private::take(Line& line, const std::vector<double>* values) const
{
    const std::size_t known = line.thinned.size();
    const bool grown =
        values && values->size() >= known &&
        (known == 0 || (sameBits(values->front(), line.firstValue) && sameBits((*values)[known - 1], line.lastValue)));
    if (!grown) {
        line.thinned.clear();
        line.smooth.clear();
        line.thinnedSmooth.clear();
    }
    if (!values || values->empty())
        return;
    line.thinned.append(std::span(*values).subspan(line.thinned.size()));
    line.firstValue = values->front();
    line.lastValue = values->back();
}

const std::vector<double>* HistoryPlot::Private::values(const Line& line) const
{
    return history ? history->find(line.curve.key) : nullptr;
}

QPen HistoryPlot::Private::penOf(const Line& line, int pointCount) const
{
    const bool training = line.curve.role != Role::Validation;
    const QColor own = line.curve.role == Role::After ? theme.inputOutput
                       : training                     ? theme.training
                                                      : theme.validation;
    QPen pen(line.curve.color.isValid() ? line.curve.color : own);
    if (pointCount > kFewPoints && !exporting) {
        pen.setWidth(0);
        if (!training)
            pen.setDashPattern({4, 3});
        return pen;
    }
    pen.setWidthF(1.6);
    pen.setJoinStyle(Qt::RoundJoin);
    if (!training) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({3.5, 2.2});
    }
    return pen;
}

void HistoryPlot::Private::fillGraph(QCPGraph& graph, const std::vector<double>* all, const ThinnedCurve& thinned)
{
    const QCPRange range = plot->xAxis->range();
    const std::size_t size = thinned.size();
    // On a logarithmic axis the first epochs have the most room, and buckets of equal width are too coarse for them.
    const bool part = (!fitted || epochsLogarithmic) && thinned.stride() > 1 && all && all->size() >= size;
    if (part) {
        // One more on either side, so that the line runs into the edges.
        const auto first = static_cast<std::size_t>(std::max(0.0, std::floor(range.lower) - 2));
        const auto last = static_cast<std::size_t>(std::max(0.0, std::ceil(range.upper) + 1));
        const auto width = static_cast<std::size_t>(std::max(64, plot->axisRect()->width()));
        ThinnedCurve::points(*all, first, std::min(last, size), 2 * width, logarithmic, points);
    } else {
        thinned.points(logarithmic, points);
    }
    QVector<QCPGraphData> data;
    data.reserve(static_cast<qsizetype>(points.size()));
    for (const ThinnedCurve::Point& point : points)
        data.append(QCPGraphData(static_cast<double>(point.index) + 1, point.value));
    graph.data()->set(data, true);
}

/// A moving average as TensorBoard has it: of the value before the share, corrected for its start.
void HistoryPlot::Private::smoothen(Line& line, const std::vector<double>* values) const
{
    const std::size_t size = values && smoothing > 0 ? values->size() : 0;
    if (line.smooth.size() > size || line.thinned.size() < line.thinnedSmooth.size() || size == 0) {
        line.smooth.clear();
        line.thinnedSmooth.clear();
    }
    const std::size_t known = line.smooth.size();
    line.smooth.reserve(size);
    for (std::size_t i = known; i < size; ++i) {
        const double value = (*values)[i];
        const double before = i == 0 ? 0 : line.smooth[i - 1] * (1 - std::pow(smoothing, static_cast<double>(i)));
        const double mean = (smoothing * (std::isfinite(before) ? before : 0) + (1 - smoothing) * value) /
                            (1 - std::pow(smoothing, static_cast<double>(i + 1)));
        line.smooth.push_back(std::isfinite(value) ? mean : value);
    }
    line.thinnedSmooth.append(std::span(line.smooth).subspan(known));
}

void HistoryPlot::Private::fill()
{
    bool any = false;
    for (Line& line : lines) {
        const std::vector<double>* all = values(line);
        const bool smooth = smoothing > 0 && !line.smooth.empty();
        fillGraph(*line.graph, smooth ? &line.smooth : all, smooth ? line.thinnedSmooth : line.thinned);
        const auto pointCount = line.graph->dataCount();
        any = any || !line.thinned.isEmpty();
        line.graph->setPen(penOf(line, pointCount));
        line.graph->setScatterStyle(pointCount == 1 ? QCPScatterStyle(QCPScatterStyle::ssDisc, 5) : QCPScatterStyle());
        line.graph->setVisible(!line.thinned.isEmpty() && !line.hidden);
        if (smooth) {
            fillGraph(*line.raw, all, line.thinned);
            QColor faint = line.graph->pen().color();
            faint.setAlphaF(0.3F);
            line.raw->setPen(QPen(faint, 0));
        }
        line.raw->setVisible(smooth && !line.hidden);
        // A curve that has no values, such as validation without validation rows, has no place in the legend.
        const bool listed = plot->legend->hasItemWithPlottable(line.graph);
        if (line.thinned.isEmpty() && listed)
            line.graph->removeFromLegend();
        else if (!line.thinned.isEmpty() && !listed)
            line.graph->addToLegend();
    }
    plot->legend->setVisible(any);
    arrangeLegend();
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis})
        axis->setVisible(any);
    plot->yAxis->grid()->setVisible(any);
    emptyText->setVisible(!any);
}

void HistoryPlot::Private::fillGhosts()
{
    for (const Ghost& ghost : ghosts)
        plot->removeGraph(ghost.graph);
    ghosts.clear();
    QColor faint = theme.textMuted;
    faint.setAlphaF(0.45F);
    for (const History& other : ghostHistories)
        for (const Line& line : lines) {
            const std::vector<double>* all = other.find(line.curve.key);
            if (!all || all->empty())
                continue;
            Ghost ghost;
            ghost.thinned.append(*all);
            ghost.thinned.points(logarithmic, points);
            ghost.graph = plot->addGraph();
            ghost.graph->setLayer(QStringLiteral("grid"));
            ghost.graph->setSelectable(QCP::stNone);
            QPen pen(faint, 1);
            if (line.curve.role == Role::Validation)
                pen.setDashPattern({4, 3});
            ghost.graph->setPen(pen);
            QVector<QCPGraphData> data;
            for (const ThinnedCurve::Point& point : points)
                data.append(QCPGraphData(static_cast<double>(point.index) + 1, point.value));
            ghost.graph->data()->set(data, true);
            ghost.graph->removeFromLegend();
            ghosts.push_back(std::move(ghost));
        }
}

/// Their names stand in the legend, where no curve crosses them.
void HistoryPlot::Private::placeLevels()
{
    for (QCPGraph* graph : levelGraphs)
        plot->removeGraph(graph);
    levelGraphs.clear();
    if (count == 0)
        return;
    // A dashed line that goes on far beyond the view is drawn solid.
    levelReach = reach() + 1;
    for (const Level& level : levels) {
        if (logarithmic && level.value <= 0)
            continue;
        QCPGraph* graph = plot->addGraph();
        graph->setLayer(QStringLiteral("grid"));
        graph->setSelectable(QCP::stNone);
        QPen pen(theme.extra, 1.2);
        pen.setDashPattern({1.5, 2.5});
        graph->setPen(pen);
        graph->setName(QStringLiteral("%1 %2").arg(level.name, valueText(level.value)));
        graph->setData({0, static_cast<double>(levelReach)}, {level.value, level.value}, true);
        levelGraphs.push_back(graph);
    }
    arrangeLegend();
}

/// Of many epochs the first ones would be a vertical line: there is room for twice as many as there are, at a step of
/// 1, 2, 5, 10, … so that the axis seldom jumps.
int HistoryPlot::Private::reach() const
{
    constexpr int kAlways = 100;
    const int whole = std::max({epochs, count, 2});
    const double wanted = std::max(2.0 * count, static_cast<double>(kAlways));
    if (wanted >= whole)
        return whole;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power >= wanted)
            return static_cast<int>(std::min<double>(step * power, whole));
    return static_cast<int>(std::min<double>(10 * power, whole));
}

void HistoryPlot::Private::fitRanges()
{
    const QScopedValueRollback own(ownRange, true);
    const int last = reach();
    countTicks();
    plot->xAxis->setRange(lowestEpoch(), last > 20 ? last : last + 0.2);
    double low = 1;
    double high = 0;
    for (const Line& line : lines) {
        if (line.thinned.isEmpty() || line.hidden)
            continue;
        const double bottom = logarithmic ? line.thinned.lowestPositive() : line.thinned.lowest();
        const double top = line.thinned.highest();
        if (!std::isfinite(bottom) || (logarithmic && top <= 0))
            continue;
        const bool first = !(low <= high);
        low = first ? bottom : std::min(low, bottom);
        high = first ? top : std::max(high, top);
    }
    if (low <= high) { // what is compared with must be in view, too
        for (const Ghost& ghost : ghosts)
            if (!ghost.thinned.isEmpty() && !logarithmic) {
                low = std::min(low, ghost.thinned.lowest());
                high = std::max(high, ghost.thinned.highest());
            }
        // A level that would squeeze the curves is left out of view.
        const double reachLow = low - (high - low);
        const double reachHigh = high + (high - low);
        for (const Level& level : levels)
            if (std::isfinite(level.value) && !logarithmic && level.value >= reachLow && level.value <= reachHigh) {
                low = std::min(low, level.value);
                high = std::max(high, level.value);
            }
    }
    if (!(low <= high)) {
        plot->yAxis->setRange(logarithmic ? 0.1 : 0, 1);
        return;
    }
    if (logarithmic) {
        const double pad = std::max(std::pow(high / low, 0.06), 1.05);
        plot->yAxis->setRange(low / pad, high * pad);
        return;
    }
    const double size = std::max(std::abs(low), std::abs(high));
    const double pad = high > low ? 0.06 * (high - low) : std::max(0.1 * size, 1e-9);
    double bottom = low - pad;
    double top = high + pad;
    if (low >= 0 && bottom < 0.3 * high)
        bottom = high > low || low == 0 ? 0 : bottom;
    if (high <= 1 && top > 1)
        top = std::min(top, 1.03);
    plot->yAxis->setRange(bottom, top);
}

/// No empty space beyond the epochs, no zooming into nothing.
void HistoryPlot::Private::keepInBounds()
{
    const double upper = reach() + 0.5;
    QCPRange range = plot->xAxis->range();
    const double lowest = epochsLogarithmic ? lowestEpoch() : 0.0;
    const double width = std::clamp(range.size(), 1.0, upper - lowest);
    range.lower = std::clamp(range.lower, lowest, upper - width);
    range.upper = range.lower + width;
    const QScopedValueRollback own(ownRange, true);
    plot->xAxis->setRange(range);
}

double HistoryPlot::Private::lowestEpoch() const
{
    if (epochsLogarithmic)
        return 0.9;
    return reach() > 20 ? 0 : 0.5;
}

void HistoryPlot::Private::setFitted(bool on)
{
    if (fitted == on)
        return;
    fitted = on;
    emit q.fittedChanged(on);
}

void HistoryPlot::Private::useTicker()
{
    if (logarithmic) {
        plot->yAxis->setTicker(QSharedPointer<LogTicker>::create());
        plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
    } else {
        plot->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
        plot->yAxis->setScaleType(QCPAxis::stLinear);
    }
}

QString HistoryPlot::Private::valueText(double value) const
{
    return text ? text(value) : QLocale().toString(value, 'g', 4);
}

HistoryPlot::HistoryPlot(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(*this))
{
    d->theme = Theme::current();
    setFocusPolicy(Qt::StrongFocus);
    d->build();
    d->useTicker();
    setLegendBelow(false);
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
    for (const Private::Line& line : d->lines) {
        d->plot->removeItem(line.dot);
        d->plot->removeGraph(line.raw);
        d->plot->removeGraph(line.graph);
    }
    d->lines.clear();
    for (Curve& curve : curves) {
        Private::Line line;
        line.raw = d->plot->addGraph();
        line.raw->setSelectable(QCP::stNone);
        line.raw->removeFromLegend();
        line.raw->setVisible(false);
        line.graph = d->plot->addGraph();
        line.graph->setName(curve.name);
        line.graph->setSelectable(QCP::stNone);
        line.dot = new QCPItemTracer(d->plot);
        line.dot->setLayer(QStringLiteral("cursor"));
        line.dot->setStyle(QCPItemTracer::tsCircle);
        line.dot->setSize(7);
        line.dot->setVisible(false);
        line.dot->setSelectable(false);
        line.curve = std::move(curve);
        d->lines.push_back(std::move(line));
    }
    setTheme(d->theme); // fills the ghosts too
    if (d->history)
        show(*d->history, d->epochs);
}

void HistoryPlot::setLevels(std::vector<Level> levels)
{
    if (levels == d->levels)
        return;
    d->levels = std::move(levels);
    if (d->fitted)
        d->fitRanges();
    d->placeLevels();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::setGhosts(std::vector<History> histories)
{
    if (histories == d->ghostHistories)
        return;
    d->ghostHistories = std::move(histories);
    d->fillGhosts();
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

void HistoryPlot::setLogarithmic(bool on)
{
    if (d->logarithmic == on)
        return;
    d->logarithmic = on;
    d->useTicker();
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
        d->plot->xAxis->setTicker(QSharedPointer<LogTicker>::create());
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
    d->fill();
    d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistoryPlot::setMarkedEpoch(int epoch)
{
    if (epoch == d->marked)
        return;
    d->marked = epoch;
    d->placeMark();
    d->plot->layer(QStringLiteral("cursor"))->replot();
}

void HistoryPlot::setEvidence(int first, int last)
{
    d->evidence->setVisible(first > 0 && d->count > 0);
    d->evidence->topLeft->setCoords(first - 0.5, 0);
    d->evidence->bottomRight->setCoords(std::max(first, last) + 0.5, 1);
    d->plot->replot(QCustomPlot::rpQueuedReplot);
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
    for (const Private::Line& line : d->lines)
        if (line.hidden != (std::find(keys.begin(), keys.end(), line.curve.key) != keys.end()))
            d->toggle(line.graph);
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

void HistoryPlot::setLegendBelow(bool on)
{
    d->legendBelow = on;
    // Room for the word at the best epoch's line, which stands where the legend does.
    const int room = fontMetrics().height() + 2;
    d->plot->axisRect()->insetLayout()->setMargins(QMargins(0, on ? 0 : room, 0, on ? room : 0));
    d->plot->axisRect()->insetLayout()->setInsetAlignment(0, (on ? Qt::AlignBottom : Qt::AlignTop) | Qt::AlignRight);
    d->placeBest();
}

void HistoryPlot::setValueText(std::function<QString(double)> text)
{
    d->text = std::move(text);
}

void HistoryPlot::setTheme(const Theme& theme)
{
    d->theme = theme;
    applyPlotTheme(*d->plot, theme);
    d->fillGhosts();
    d->placeLevels();
    QPen best(theme.textMuted, 1);
    best.setDashPattern({1.5, 2.5});
    d->bestLine->setPen(best);
    d->bestText->setColor(theme.textMuted);
    QColor ground = theme.panel; // as the legend has it
    ground.setAlpha(225);
    d->bestText->setBrush(ground);
    d->bestText->setFont(d->plot->xAxis->tickLabelFont());
    d->cursorLine->setPen(QPen(theme.borderStrong, 0));
    d->markLine->setPen(QPen(theme.accent, 2));
    QColor band = theme.warning;
    band.setAlphaF(0.2F);
    d->evidence->setBrush(band);
    for (QCPItemStraightLine* line : d->eventLines)
        d->plot->removeItem(line);
    d->eventLines.clear();
    d->events.clear();
    d->placeEvents();
    d->readout->setColor(theme.text);
    d->readout->setBrush(theme.panel);
    d->readout->setPen(QPen(theme.borderStrong, 0));
    d->readout->setFont(d->plot->xAxis->tickLabelFont());
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
    if (!d->logarithmic)
        return 0;
    std::ptrdiff_t hidden = 0;
    for (const Private::Line& line : d->lines)
        if (const std::vector<double>* all = d->values(line); all && line.thinned.lowest() <= 0)
            hidden += std::count_if(all->begin(), all->end(), [](double value) { return value <= 0; });
    return static_cast<int>(hidden);
}

int HistoryPlot::hoveredEpoch() const
{
    return d->cursor;
}

QRectF HistoryPlot::visibleRange() const
{
    const QCPRange x = d->plot->xAxis->range();
    const QCPRange y = d->plot->yAxis->range();
    return {x.lower, y.lower, x.size(), y.size()};
}

QString HistoryPlot::summary(const History& history) const
{
    QStringList parts;
    for (const Private::Line& line : d->lines)
        if (const std::vector<double>* all = history.find(line.curve.key); all && !all->empty())
            parts << QStringLiteral("%1 %2").arg(line.curve.name, d->valueText(all->back()));
    if (parts.isEmpty())
        return d->emptyWords;
    return tr("Epoch %1: %2")
        .arg(QLocale().toString(static_cast<qlonglong>(history.epochs())), parts.join(QStringLiteral(", ")));
}

void HistoryPlot::paint(QCPPainter& painter, const QSize& size)
{
    d->exporting = true;
    d->cursor = -1;
    d->plot->setViewport(QRect(QPoint(), size));
    fit();
    if (!d->ghosts.empty()) {
        d->ghosts.front().graph->setName(tr("other runs"));
        d->ghosts.front().graph->addToLegend();
    }
    d->nameEvents();
    d->plot->toPainter(&painter, size.width(), size.height());
    d->exporting = false;
}

} // namespace netloom
