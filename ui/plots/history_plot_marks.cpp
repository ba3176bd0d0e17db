// SPDX-License-Identifier: GPL-3.0-or-later
// What stands at an epoch: the best one, what happened, the one that is shown; and where their words have room.
#include "ui/plots/history_plot_private.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

constexpr double kEventFoot = 0.98; ///< of the words of an event: share of the axis from its upper end

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
    const bool shown = best >= 0 && best < count && count > 1;
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
    const auto look = [&](bool before, double end) {
        const double first = plot->xAxis->pixelToCoord(before ? end - reach : end);
        const double last = plot->xAxis->pixelToCoord(before ? end : end + reach);
        for (const double top : {0.01, 0.99 - high, 0.35, 0.6}) {
            constexpr int kMuch = 1000;
            const int here =
                crossings(first, last, top, top + high) + (isOnWords(first, last, top, top + high) ? kMuch : 0);
            if (here >= least)
                continue;
            least = here;
            place = top;
            left = before;
            foot = end;
        }
    };
    look(left, foot);
    if (least > 0 && fits(!left) && !isStruck(!left))
        look(!left, at);
    bestText->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
    bestText->position->setCoords(plot->xAxis->pixelToCoord(foot), place);
}

/// How much of curves passes between two epochs and two heights, shares of the axis from its upper end.
int HistoryPlot::Private::crossings(double first, double last, double top, double bottom) const
{
    constexpr int kLooks = 48;
    int passed = 0;
    const auto isPassed = [&](const Scale& scale, double value) {
        const QCPRange range = scale.axis->range();
        const double share = scale.logarithmic ? std::log(range.upper / value) / std::log(range.upper / range.lower)
                                               : (range.upper - value) / range.size();
        return share > top - 0.02 && share < bottom + 0.02;
    };
    for (std::size_t i = 0; i < std::min(levels.size(), levelsNamed); ++i)
        if (!levels[i].awaited && isPassed(scaleOf(levels[i]), levels[i].value))
            passed += kLooks + 1;
    for (const Line& line : lines) {
        const HistoryColumn* all = values(line);
        if (!all || all->empty() || line.hidden || !line.curve.seen)
            continue;
        for (int look = 0; look <= kLooks; ++look) {
            const double epoch = std::round(first + (last - first) * look / kLooks);
            if (!(epoch >= 1 && epoch <= static_cast<double>(all->size())))
                continue;
            if (isPassed(scaleOf(line), (*all)[static_cast<std::size_t>(epoch) - 1]))
                ++passed;
        }
    }
    return passed;
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
}

/// Whether an area as of `crossings` lies on the words of an event, once the plot is laid out.
bool HistoryPlot::Private::isOnWords(double first, double last, double top, double bottom) const
{
    const QFontMetricsF metrics(plot->xAxis->tickLabelFont());
    const double wide = metrics.height() * plot->xAxis->range().size() / std::max(1, plot->axisRect()->width());
    return std::any_of(eventTexts.begin(), eventTexts.end(), [&](const QCPItemText* words) {
        const double at = words->position->key();
        const double high = metrics.horizontalAdvance(words->text()) / std::max(1, plot->axisRect()->height());
        const bool isBelow = words->positionAlignment().testFlag(Qt::AlignLeft);
        return at > first && at - wide < last && (isBelow ? bottom > kEventFoot - high : top < 1 - kEventFoot + high);
    });
}

/// A picture has no cursor that would say what a line stands for. The words stand upright before their line, at the end
/// of the axis where less of a curve passes; a rate's, which often have many others beside them, only where none does.
void HistoryPlot::Private::nameEvents()
{
    for (QCPItemText* words : eventTexts)
        plot->removeItem(words);
    eventTexts.clear();
    const QFontMetricsF metrics(plot->xAxis->tickLabelFont());
    const QCPRange range = plot->xAxis->range();
    // Before the picture is laid out no axis knows its pixels.
    const double width = std::max(1, plot->viewport().width() - 60);
    const double height = std::max(1, plot->viewport().height() - plot->legend->minimumOuterSizeHint().height() - 40);
    const double wide = 1.5 * metrics.height();
    const auto pixelOf = [&](double place) {
        return width * (epochsLogarithmic ? std::log(place / range.lower) / std::log(range.upper / range.lower)
                                          : (place - range.lower) / range.size());
    };
    std::vector<double> taken;
    const auto name = [&](const HistoryEvent& event) {
        const double place = placeOf(event);
        const double at = pixelOf(place);
        if (event.text.empty() || !range.contains(place) ||
            std::any_of(taken.begin(), taken.end(), [&](double other) { return std::abs(at - other) < wide; }))
            return;
        const QString text = QString::fromStdString(event.text);
        const double first = epochsLogarithmic ? place * std::pow(range.lower / range.upper, wide / width)
                                               : place - wide * range.size() / width;
        const double high = metrics.horizontalAdvance(text) / height;
        const int below = crossings(first, place, kEventFoot - high, kEventFoot);
        const int above = below > 0 ? crossings(first, place, 1 - kEventFoot, 1 - kEventFoot + high) : 0;
        if (std::min(below, above) > 0 && event.kind == HistoryEvent::Kind::Rate)
            return;
        const bool top = below > 0 && above < below;
        taken.push_back(at);
        auto* words = new QCPItemText(plot);
        words->setSelectable(false);
        words->setClipToAxisRect(false);
        words->setLayer(QStringLiteral("legend"));
        words->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        words->position->setCoords(place, top ? 1 - kEventFoot : kEventFoot);
        words->setRotation(-90);
        words->setPositionAlignment((top ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
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
