// SPDX-License-Identifier: GPL-3.0-or-later
// What stands at an epoch: the best one, what happened, the one that is shown; and where their words have room.
#include "ui/plots/history_plot_private.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

constexpr double kEventFoot = 0.98; ///< of the words of an event: share of the axis from its upper end
constexpr int kLooks = 48;          ///< across an area, for what passes it
// What words lie on, weighed: other words, a curve, the line of an event, a faint curve.
constexpr int kOfWords = 1'000'000;
constexpr int kOfCurve = 10'000;
constexpr int kOfLine = 5000;

} // namespace

/// An edit lies between two epochs; what ended the training lies at its last one.
double HistoryPlot::Private::placeOf(const HistoryEvent& event)
{
    const bool ended = event.kind == HistoryEvent::Kind::Stop || event.kind == HistoryEvent::Kind::Diverged;
    return ended ? std::max(event.epoch, 1) : event.epoch + 0.5;
}

void HistoryPlot::Private::placeBest()
{
    placeLevelName();
    const int best = history ? history->bestEpoch : -1;
    const bool shown = best >= 0 && best < count && count > 1 && !emptyText->visible();
    bestLine->setVisible(shown);
    bestText->setVisible(shown && !isLow() && plot->xAxis->range().contains(best + 1));
    if (!shown)
        return;
    bestLine->setEpoch(best + 1);
    bestText->setText(HistoryPlot::tr("best %1").arg(QLocale().toString(best + 1)));
    const QFontMetricsF metrics(bestText->font());
    const double reach = metrics.horizontalAdvance(bestText->text() + QStringLiteral("    "));
    const QRect area = bestArea = plot->axisRect()->rect();
    const double at = plot->xAxis->coordToPixel(best + 1);
    const double mark = markLine->visible() ? plot->xAxis->coordToPixel(markLine->epoch()) : -1;
    // The name stands before its line, and behind it near the left end or where it would lie on the line of the mark.
    const auto isStruck = [&](bool left) {
        return left ? mark > at - reach && mark < at : mark > at && mark < at + reach;
    };
    const auto fits = [&](bool left) { return left ? at - reach >= area.left() : at + reach <= area.right(); };
    bool left = at - area.left() > 0.25 * area.width();
    double foot = at;
    if (isStruck(left)) {
        if (fits(!left))
            left = !left;
        else
            foot = mark; // no room behind: before both lines
    }
    // At the upper end, at the lower one, or between them: where no curve passes, or the least of one.
    const double high = metrics.height() / std::max(area.height(), 1);
    double place = 0.01;
    int least = std::numeric_limits<int>::max();
    const auto look = [&](bool before, double end, const std::vector<double>& heights) {
        const double first = plot->xAxis->pixelToCoord(before ? end - reach : end);
        const double last = plot->xAxis->pixelToCoord(before ? end : end + reach);
        for (const double top : heights) {
            const Area spot{first, last, top, top + high};
            int here = kOfCurve * crossings(spot) + kOfLine * eventLinesIn(spot) + (isOnWords(spot) ? kOfWords : 0);
            if (here < least)
                here += ghostCrossings(spot);
            if (here >= least)
                continue;
            least = here;
            place = top;
            left = before;
            foot = end;
        }
    };
    const bool canTurn = fits(!left) && !isStruck(!left);
    const bool first = left;
    const double firstFoot = foot;
    const auto lookAt = [&](const std::vector<double>& heights) {
        look(first, firstFoot, heights);
        if (least > 0 && canTurn)
            look(!first, at, heights);
    };
    lookAt({0.01, 0.99 - high, 0.35, 0.6});
    if (least >= kOfLine) {
        std::vector<double> between;
        for (double top = 0.05; top < 0.95 - high; top += 0.05)
            between.push_back(top);
        lookAt(between);
    }
    bestText->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
    bestText->position->setCoords(plot->xAxis->pixelToCoord(foot), place);
}

/// How much of curves, and of lines to compare with, passes an area.
int HistoryPlot::Private::crossings(const Area& area) const
{
    int passed = 0;
    for (std::size_t i = 0; i < std::min(levels.size(), levelsNamed); ++i)
        if (const double level = shareOf(scaleOf(levels[i]), levels[i].value);
            !levels[i].awaited && isPassed(area, level, level))
            passed += kLooks + 1;
    for (const Line& line : lines) {
        const HistoryColumn* all = values(line);
        if (!all || line.hidden || !line.curve.seen)
            continue;
        const bool isSmooth = smoothing > 0 && !line.smooth.empty();
        passed += crossings(area, isSmooth ? std::span<const double>(line.smooth) : std::span<const double>(*all),
                            scaleOf(line));
    }
    return passed;
}

/// How much of other runs' curves does.
int HistoryPlot::Private::ghostCrossings(const Area& area) const
{
    int passed = 0;
    for (const Ghost& ghost : ghosts)
        if (ghost.graph)
            passed += crossings(area, ghost.values(), *ghost.scale);
    return passed;
}

int HistoryPlot::Private::eventLinesIn(const Area& area) const
{
    return static_cast<int>(std::count_if(events.begin(), events.end(), [&area](const HistoryEvent& event) {
        return placeOf(event) > area.first && placeOf(event) < area.last;
    }));
}

/// Between two epochs a curve is a straight line: where they are few, it passes there too.
int HistoryPlot::Private::crossings(const Area& area, std::span<const double> all, const Scale& scale)
{
    int passed = 0;
    double before = std::numeric_limits<double>::quiet_NaN();
    for (int look = 0; look <= kLooks; ++look) {
        const double at = area.first + (area.last - area.first) * look / kLooks - 1;
        double share = std::numeric_limits<double>::quiet_NaN();
        if (at >= 0 && at <= static_cast<double>(all.size()) - 1) {
            const auto i = static_cast<std::size_t>(at);
            const double from = shareOf(scale, all[i]);
            const double to = shareOf(scale, all[std::min(i + 1, all.size() - 1)]);
            share = from + (to - from) * (at - static_cast<double>(i));
        }
        if (std::isfinite(share) && isPassed(area, std::isfinite(before) ? before : share, share))
            ++passed;
        before = share;
    }
    return passed;
}

bool HistoryPlot::Private::isPassed(const Area& area, double from, double to)
{
    constexpr double kNear = 0.02;
    return std::max(from, to) > area.top - kNear && std::min(from, to) < area.bottom + kNear;
}

/// Of the axis from its upper end.
double HistoryPlot::Private::shareOf(const Scale& scale, double value)
{
    const QCPRange range = scale.axis->range();
    return scale.logarithmic ? std::log(range.upper / value) / std::log(range.upper / range.lower)
                             : (range.upper - value) / range.size();
}

void HistoryPlot::Private::placeEvents()
{
    std::vector<HistoryEvent> wanted;
    if (history && count > 1)
        wanted = history->events;
    constexpr std::size_t kMost = 200;
    if (wanted.size() > kMost)
        wanted.erase(wanted.begin(), wanted.end() - kMost);
    if (wanted == events)
        return;
    for (EpochLine* line : eventLines)
        plot->removeItem(line);
    eventLines.clear();
    events = std::move(wanted);
    for (const HistoryEvent& event : events) {
        auto* line = new EpochLine(*plot);
        line->setLayer(QStringLiteral("grid"));
        QPen pen(event.kind == HistoryEvent::Kind::Diverged ? theme.error : theme.warning, 1);
        pen.setDashPattern(event.kind == HistoryEvent::Kind::Rate ? QVector<qreal>{1, 3} : QVector<qreal>{5, 3});
        line->setPen(pen);
        line->setEpoch(placeOf(event));
        eventLines.push_back(line);
    }
    keepClearOfWords();
}

/// The epochs beside a place, so many pixels of an axis that is so wide; fewer than 0: before it.
double HistoryPlot::Private::beside(double place, double pixels, double width) const
{
    const QCPRange range = plot->xAxis->range();
    return epochsLogarithmic ? place * std::pow(range.upper / range.lower, pixels / width)
                             : place + pixels * range.size() / width;
}

/// Whether an area lies on the words of an event, once the plot is laid out.
bool HistoryPlot::Private::isOnWords(const Area& area) const
{
    const QFontMetricsF metrics(plot->xAxis->tickLabelFont());
    const QRect axesRect = plot->axisRect()->rect();
    return std::any_of(eventTexts.begin(), eventTexts.end(), [&](const QCPItemText* words) {
        const double at = words->position->key();
        const bool isBefore = words->positionAlignment().testFlag(Qt::AlignBottom);
        const double other = beside(at, isBefore ? -metrics.height() : metrics.height(), std::max(1, axesRect.width()));
        const double foot = words->position->value();
        const double high = metrics.horizontalAdvance(words->text()) / std::max(1, axesRect.height());
        return std::max(at, other) > area.first && std::min(at, other) < area.last && area.bottom > foot - high &&
               area.top < foot;
    });
}

/// A picture has no cursor that would say what a line stands for. The words stand upright beside their line: before it
/// or behind it, at an end of the axis or between them, where the least of a curve passes. Those of a rate, which often
/// has many others beside it, and those that are long beside a low axis only where none does.
void HistoryPlot::Private::nameEvents()
{
    for (QCPItemText* words : eventTexts)
        plot->removeItem(words);
    eventTexts.clear();
    const QFontMetricsF metrics(plot->xAxis->tickLabelFont());
    // Before the picture is laid out no axis knows its pixels.
    const double width = std::max(1, plot->viewport().width() - 60);
    const double height = std::max(1, plot->viewport().height() - plot->legend->minimumOuterSizeHint().height() - 40);
    const double wide = metrics.height() + 2;
    const QCPRange range = plot->xAxis->range();
    std::vector<Area> taken;
    const auto isTaken = [&taken](const Area& area) {
        return std::any_of(taken.begin(), taken.end(), [&area](const Area& other) {
            return area.first < other.last && area.last > other.first && area.top < other.bottom + 0.02 &&
                   area.bottom > other.top - 0.02;
        });
    };
    const auto linesIn = [this](const Area& area) {
        const double best = bestLine->visible() ? bestLine->epoch() : 0;
        return eventLinesIn(area) + (best > area.first && best < area.last ? 1 : 0);
    };
    const auto name = [&](const HistoryEvent& event) {
        const double place = placeOf(event);
        if (event.text.empty() || !range.contains(place) || emptyText->visible())
            return;
        constexpr double kMost = 2 * kEventFoot - 1;
        const QString text = QString::fromStdString(event.text).section(QLatin1Char(';'), 0, 0); // what was done
        const double high = metrics.horizontalAdvance(text) / height;
        if (high > kMost)
            return;
        const bool ended = event.kind == HistoryEvent::Kind::Stop || event.kind == HistoryEvent::Kind::Diverged;
        const bool onlyWhereFree = event.kind == HistoryEvent::Kind::Rate || (high > 0.5 && !ended);
        std::vector<double> feet{kEventFoot, 1 - kEventFoot + high};
        for (double foot = kEventFoot - 0.05; foot > feet[1]; foot -= 0.05)
            feet.push_back(foot);
        std::optional<Area> chosen;
        bool isBefore = true;
        int least = onlyWhereFree ? kOfCurve : std::numeric_limits<int>::max();
        const auto look = [&](double foot, bool before) {
            const double other = beside(place, before ? -wide : wide, width);
            const Area area{std::min(place, other), std::max(place, other), foot - high, foot};
            if (area.first < range.lower || area.last > range.upper || isTaken(area))
                return;
            const int here = kOfCurve * (crossings(area) + linesIn(area)) + ghostCrossings(area);
            if (here < least) {
                least = here;
                chosen = area;
                isBefore = before;
            }
        };
        // Those at the ends come first: many of them stand in a row.
        for (const bool before : {true, false})
            for (const double foot : {feet[0], feet[1]})
                look(foot, before);
        for (const bool before : {true, false})
            for (std::size_t i = 2; i < feet.size() && least >= kOfCurve; ++i)
                look(feet[i], before);
        if (!chosen)
            return;
        taken.push_back(*chosen);
        auto* words = new QCPItemText(plot);
        words->setSelectable(false);
        words->setClipToAxisRect(false);
        words->setLayer(QStringLiteral("legend"));
        words->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        words->position->setCoords(place, chosen->bottom);
        words->setRotation(-90);
        words->setPositionAlignment(Qt::AlignLeft | (isBefore ? Qt::AlignBottom : Qt::AlignTop));
        words->setFont(plot->xAxis->tickLabelFont());
        words->setColor(event.kind == HistoryEvent::Kind::Diverged ? theme.error : theme.warning);
        QColor ground = theme.panel;
        ground.setAlpha(225);
        words->setBrush(ground);
        words->setPen(QPen(Qt::NoPen));
        words->setText(text);
        eventTexts.push_back(words);
    };
    for (const HistoryEvent& event : events)
        if (event.kind != HistoryEvent::Kind::Rate)
            name(event);
    for (const HistoryEvent& event : events)
        if (event.kind == HistoryEvent::Kind::Rate)
            name(event);
}

void HistoryPlot::Private::placeMark()
{
    markLine->setVisible(marked >= 0 && count > 0);
    markLine->setEpoch(epochsLogarithmic ? std::max(marked, 1) : marked);
    placeBest();
}

} // namespace netloom
