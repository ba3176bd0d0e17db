// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn in the plot: curves, other runs, levels to compare with.
#include "ui/plots/history_plot_private.h"

#include <QLocale>

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <set>

namespace netloom {

namespace {

bool sameBits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// Beyond that many points a curve is a band, and wide or dashed pens are slow and show nothing.
constexpr int kFewPoints = 500;

/// Of a single epoch; not with the curve's pen, which may be dashed.
QCPScatterStyle disc(const QColor& color)
{
    return {QCPScatterStyle::ssCircle, QPen(color, 1), color, 5};
}

} // namespace

void HistoryPlot::Private::take(Line& line, const HistoryColumn* values) const
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

const HistoryColumn* HistoryPlot::Private::values(const Line& line) const
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
        pen.setWidthF(q.devicePixelRatioF() > 1 ? 1 : 0);
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

void HistoryPlot::Private::fillGraph(QCPGraph& graph, std::span<const double> all, const ThinnedCurve& thinned,
                                     bool logarithmic)
{
    const QCPRange range = plot->xAxis->range();
    const std::size_t size = thinned.size();
    // On a logarithmic axis the first epochs have the most room, and buckets of equal width are too coarse for them.
    const bool part = !fitted && thinned.stride() > 1 && all.size() >= size;
    if (part) {
        // One more on either side, so that the line runs into the edges.
        const auto first = static_cast<std::size_t>(std::max(0.0, std::floor(range.lower) - 2));
        const auto last = static_cast<std::size_t>(std::max(0.0, std::ceil(range.upper) + 1));
        const auto width = static_cast<std::size_t>(std::max(64, plot->axisRect()->width()));
        ThinnedCurve::points(all, first, std::min(last, size), 2 * width, logarithmic, points,
                             epochsLogarithmic ? ThinnedCurve::Buckets::Logarithmic : ThinnedCurve::Buckets::Even);
    } else if (epochsLogarithmic && thinned.stride() > 1 && all.size() >= size) {
        // Later ones have less room than a bucket: only the beginning is looked at value by value.
        constexpr std::size_t kFine = 64; // buckets
        const std::size_t fine = std::min(size, kFine * thinned.stride());
        std::vector<ThinnedCurve::Point> later;
        thinned.points(logarithmic, later);
        const auto width = static_cast<std::size_t>(std::max(64, plot->axisRect()->width()));
        ThinnedCurve::points(all, 0, fine, 2 * width, logarithmic, points, ThinnedCurve::Buckets::Logarithmic);
        std::copy_if(later.begin(), later.end(), std::back_inserter(points),
                     [fine](const ThinnedCurve::Point& point) { return point.index >= fine; });
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
void HistoryPlot::Private::smoothen(Line& line, const HistoryColumn* values) const
{
    const std::span<const double> all =
        values && smoothing > 0 ? std::span<const double>(*values) : std::span<const double>();
    if (line.smooth.size() > all.size() || line.thinned.size() < line.thinnedSmooth.size() || all.empty()) {
        line.smooth.clear();
        line.thinnedSmooth.clear();
    }
    const std::size_t known = line.smooth.size();
    smoothen(all, line.smooth);
    line.thinnedSmooth.append(std::span(line.smooth).subspan(known));
}

/// Goes on from what is smooth already.
void HistoryPlot::Private::smoothen(std::span<const double> values, std::vector<double>& smooth) const
{
    smooth.reserve(values.size());
    for (std::size_t i = smooth.size(); i < values.size(); ++i) {
        const double value = values[i];
        const double before = i == 0 ? 0 : smooth[i - 1] * (1 - std::pow(smoothing, static_cast<double>(i)));
        const double mean = (smoothing * (std::isfinite(before) ? before : 0) + (1 - smoothing) * value) /
                            (1 - std::pow(smoothing, static_cast<double>(i + 1)));
        smooth.push_back(std::isfinite(value) ? mean : value);
    }
}

void HistoryPlot::Private::fill()
{
    bool any = false;
    for (Line& line : lines) {
        if (!line.curve.seen) {
            line.graph->setVisible(false);
            continue;
        }
        const bool logarithmic = scaleOf(line).logarithmic;
        const HistoryColumn* all = values(line);
        const bool smooth = smoothing > 0 && !line.smooth.empty();
        const std::span<const double> whole = all ? std::span<const double>(*all) : std::span<const double>();
        fillGraph(*line.graph, smooth ? line.smooth : whole, smooth ? line.thinnedSmooth : line.thinned, logarithmic);
        const auto pointCount = line.graph->dataCount();
        any = any || !line.thinned.isEmpty();
        line.graph->setPen(penOf(line, pointCount));
        line.graph->setScatterStyle(pointCount == 1 ? disc(line.graph->pen().color()) : QCPScatterStyle());
        line.graph->setVisible(!line.thinned.isEmpty() && !line.hidden);
        if (smooth) {
            fillGraph(*line.raw, whole, line.thinned, logarithmic);
            QColor faint = line.graph->pen().color();
            faint.setAlphaF(0.3F);
            line.raw->setPen(QPen(faint, 0));
        }
        line.raw->setVisible(smooth && !line.hidden);
    }
    refineGhosts();
    spanLevels();
    arrangeLegend();
    if (hasNothingOnLog() != nothingOnLog) {
        nothingOnLog = !nothingOnLog;
        wrapEmptyText();
    }
    any = any && !nothingOnLog;
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis})
        axis->setVisible(any);
    plot->yAxis2->setVisible(any && hasRight());
    plot->yAxis->grid()->setVisible(any);
    emptyText->setVisible(!any);
    keepClearOfWords();
    arrangeLegend();
}

/// An empty grid would puzzle.
bool HistoryPlot::Private::hasNothingOnLog() const
{
    const auto isShown = [](const Line& line) { return line.curve.seen && !line.hidden && !line.thinned.isEmpty(); };
    return std::any_of(lines.begin(), lines.end(), isShown) &&
           std::none_of(lines.begin(), lines.end(), [&](const Line& line) {
               return isShown(line) && !(scaleOf(line).logarithmic && line.thinned.highest() <= 0);
           });
}

void HistoryPlot::Private::fillGhosts()
{
    for (const Ghost& ghost : ghosts)
        if (ghost.graph)
            plot->removeGraph(ghost.graph);
    ghosts.clear();
    for (std::size_t run = 0; run < otherRuns.size(); ++run)
        for (const Line& line : lines) {
            const OtherRun& other = otherRuns[run];
            const HistoryColumn* all = other.history.find(line.curve.key);
            if (!all || all->empty())
                continue;
            Ghost ghost;
            ghost.run = run;
            ghost.raw = all;
            if (smoothing > 0) // like is compared with like
                smoothen(*all, ghost.smooth);
            ghost.scale = &scaleOf(line);
            ghost.thinned.append(ghost.values());
            if (!line.curve.seen) {
                ghosts.push_back(std::move(ghost));
                continue;
            }
            ghost.graph = plot->addGraph(plot->xAxis, ghost.scale->axis);
            ghost.graph->setLayer(QStringLiteral("grid"));
            ghost.graph->setSelectable(QCP::stNone);
            QColor faint = other.color.isValid() ? other.color : theme.textMuted;
            faint.setAlphaF(other.color.isValid() ? 0.75F : 0.45F);
            QPen pen(faint, other.color.isValid() ? 1.2 : 1);
            if (line.curve.role == Role::Validation)
                pen.setDashPattern({4, 3});
            ghost.graph->setPen(pen);
            fillGraph(*ghost.graph, ghost.values(), ghost.thinned, ghost.scale->logarithmic);
            ghosts.push_back(std::move(ghost));
        }
    ghostsFor = plot->xAxis->range();
    keepClearOfWords();
}

/// Of long ones other points stand for the part that is in view.
void HistoryPlot::Private::refineGhosts()
{
    if (plot->xAxis->range() == ghostsFor)
        return;
    ghostsFor = plot->xAxis->range();
    for (const Ghost& ghost : ghosts)
        if (ghost.graph && ghost.thinned.stride() > 1)
            fillGraph(*ghost.graph, ghost.values(), ghost.thinned, ghost.scale->logarithmic);
}

/// Without a curve of its own a plot has words instead of axes, and nothing that could cross them.
void HistoryPlot::Private::keepClearOfWords()
{
    for (const Ghost& ghost : ghosts)
        if (ghost.graph)
            ghost.graph->setVisible(!emptyText->visible());
    for (EpochLine* line : eventLines)
        line->setVisible(!emptyText->visible());
}

/// The grey ones have one name together, that of the run where there is one only; each of the coloured ones its run's.
/// @returns one curve for each name
std::vector<QCPAbstractPlottable*> HistoryPlot::Private::nameGhosts(int room)
{
    const auto elided = [room, metrics = QFontMetrics(plot->legend->font())](const QString& name) {
        return metrics.elidedText(name, Qt::ElideRight, room);
    };
    std::vector<QCPAbstractPlottable*> named;
    std::vector<bool> isNamed(otherRuns.size(), false);
    std::set<std::size_t> grey;
    QCPGraph* firstGrey = nullptr;
    for (const Ghost& ghost : ghosts) {
        if (!ghost.graph)
            continue;
        const OtherRun& other = otherRuns[ghost.run];
        if (!other.color.isValid() || other.name.isEmpty()) {
            grey.insert(ghost.run);
            if (!firstGrey)
                named.push_back(firstGrey = ghost.graph);
        } else if (!isNamed[ghost.run]) {
            isNamed[ghost.run] = true;
            ghost.graph->setName(elided(other.name));
            named.push_back(ghost.graph);
        }
    }
    if (firstGrey) {
        const QString& name = otherRuns[*grey.begin()].name;
        firstGrey->setName(grey.size() == 1 && !name.isEmpty() ? elided(name) : HistoryPlot::tr("other runs"));
    }
    return named;
}

/// Their names stand in the legend, where no curve crosses them.
void HistoryPlot::Private::placeLevels()
{
    for (QCPGraph* graph : levelGraphs)
        plot->removeGraph(graph);
    levelGraphs.clear();
    if (count == 0)
        return;
    levelReach = reach() + 1;
    // Beside curves of many hues, which may be dashed too, none of these.
    const bool hues =
        std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.curve.color.isValid(); });
    // The first one, which is the better one, has the longer dashes.
    const QList<qreal> dashes[] = {{6, 2.5}, {1.5, 2.5}};
    std::size_t place = 0;
    for (const Level& level : levels) {
        const QList<qreal>& pattern = dashes[std::min(place++, std::size(dashes) - 1)];
        const Scale& scale = scaleOf(level);
        if (scale.logarithmic && level.value <= 0)
            continue;
        QCPGraph* graph = plot->addGraph(plot->xAxis, scale.axis);
        graph->setLayer(QStringLiteral("grid"));
        graph->setSelectable(QCP::stNone);
        QPen pen(hues ? theme.textMuted : theme.extra, 1.2);
        pen.setDashPattern(pattern);
        graph->setPen(pen);
        if (!level.awaited)
            graph->setData({0, 1}, {level.value, level.value}, true);
        levelGraphs.push_back(graph);
    }
    spanLevels();
    arrangeLegend();
    placeLevelName();
}

/// From one end of the view to the other: a dashed line that goes on far beyond it is drawn solid.
void HistoryPlot::Private::spanLevels()
{
    const QCPRange range = plot->xAxis->range();
    for (QCPGraph* graph : levelGraphs)
        if (graph->dataCount() > 0) {
            const double value = graph->data()->constBegin()->value;
            graph->setData({range.lower, range.upper}, {value, value}, true);
        }
}

/// A name without a line would puzzle: it says on which side of the view its line is.
void HistoryPlot::Private::nameLevels(int room)
{
    const QFontMetrics metrics(plot->legend->font());
    std::size_t graph = 0;
    for (const Level& level : levels) {
        if (graph == levelGraphs.size())
            break;
        const Scale& scale = scaleOf(level);
        const QCPRange view = scale.axis->range();
        if (scale.logarithmic && level.value <= 0)
            continue; // has no line
        const QString side = level.awaited || view.contains(level.value) ? QString()
                             : level.value < view.lower                  ? QStringLiteral(" ↓")
                                                                         : QStringLiteral(" ↑");
        const QString value = QLatin1Char(' ') + valueText(level.key, level.value) + side;
        levelGraphs[graph++]->setName(
            metrics.elidedText(level.name, Qt::ElideRight, std::max(0, room - metrics.horizontalAdvance(value))) +
            value);
    }
}

/// Where the plot is too low for its name above: beside its line, where no curve passes.
void HistoryPlot::Private::placeLevelName()
{
    levelText->setVisible(false);
    if (!isLow() || levelGraphs.empty() || levelGraphs.size() < levels.size() || levels.front().awaited ||
        plot->legend->hasItemWithPlottable(levelGraphs.front()))
        return;
    constexpr double kGap = 0.03;
    const QRect area = plot->axisRect()->rect();
    const QFontMetricsF metrics(levelText->font());
    levelText->setText(levelGraphs.front()->name());
    const double wide = metrics.horizontalAdvance(levelText->text());
    const double high = metrics.height() / std::max(area.height(), 1);
    const double line =
        (scaleOf(levels.front()).axis->coordToPixel(levels.front().value) - area.top()) / std::max(area.height(), 1);
    for (const double right : {double(area.right()), area.left() + (area.width() + wide) / 2, area.left() + wide})
        for (const double top : {line + kGap, line - kGap - high}) {
            const double first = plot->xAxis->pixelToCoord(right - wide);
            const double last = plot->xAxis->pixelToCoord(right);
            if (right - wide < area.left() || top < 0 || top + high > 1 ||
                crossings({first, last, top, top + high}) > 0)
                continue;
            levelText->position->setCoords(last, top);
            levelText->setVisible(true);
            return;
        }
}

} // namespace netloom
