// SPDX-License-Identifier: GPL-3.0-or-later
// How far the axes reach, and how they are labelled.
#include "ui/plots/history_plot_private.h"
#include "ui/plots/plot_tickers.h"
#include "ui/toolkit/round_step.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <cmath>

namespace netloom {

/// Of many epochs the first ones would be a vertical line: there is room for twice as many as there are, at a step of
/// 1, 2, 5, 10, … so that the axis seldom jumps.
int HistoryPlot::Private::reach() const
{
    constexpr int kAlways = 100;
    const int whole = std::max({epochs, count, 2});
    const double wanted = std::max(2.0 * count, static_cast<double>(kAlways));
    if (wanted >= whole)
        return whole;
    return static_cast<int>(std::min<double>(roundStep(wanted), whole));
}

void HistoryPlot::Private::fitRanges()
{
    const QScopedValueRollback own(ownRange, true);
    const int last = reach();
    countTicks();
    plot->xAxis->setRange(lowestEpoch(), last > 20 ? last : last + 0.2);
    spanLevels();
    for (const Scale& scale : scales)
        fitValues(scale);
}

void HistoryPlot::Private::fitValues(const Scale& scale)
{
    constexpr double kAboveOne = 1.03; // of shares, which are none
    const bool logarithmic = scale.logarithmic;
    double low = 1;
    double high = 0;
    for (const Line& line : lines) {
        if (line.thinned.isEmpty() || line.hidden || &scaleOf(line) != &scale)
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
        for (const Ghost& ghost : ghosts) {
            const double bottom = logarithmic ? ghost.thinned.lowestPositive() : ghost.thinned.lowest();
            if (ghost.thinned.isEmpty() || ghost.scale != &scale || !std::isfinite(bottom))
                continue;
            low = std::min(low, bottom);
            high = std::max(high, ghost.thinned.highest());
        }
        // A level that would squeeze the curves is left out of view.
        const double reachLow = low - (high - low);
        const double reachHigh = high + (high - low);
        for (std::size_t i = 0; i < std::min(levels.size(), levelsNamed); ++i) {
            const double level = levels[i].value;
            if (!levels[i].awaited && &scaleOf(levels[i]) == &scale && std::isfinite(level) && !logarithmic &&
                level >= reachLow && level <= reachHigh) {
                low = std::min(low, level);
                high = std::max(high, level);
            }
        }
    }
    if (!(low <= high)) {
        scale.axis->setRange(logarithmic ? 0.1 : 0, 1);
        return;
    }
    if (logarithmic) {
        const double pad = std::max(std::pow(high / low, 0.06), 1.05);
        scale.axis->setRange(low / pad, high <= 1 ? std::min(high * pad, kAboveOne) : high * pad);
        return;
    }
    const double size = std::max(std::abs(low), std::abs(high));
    const double pad = high > low ? 0.06 * (high - low) : std::max(0.1 * size, 1e-9);
    double bottom = low - pad;
    double top = high + pad;
    if (low >= 0 && bottom < 0.3 * high)
        bottom = high > low || low == 0 ? 0 : bottom;
    if (high <= 1 && top > 1)
        top = std::min(top, kAboveOne);
    scale.axis->setRange(bottom, top);
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
    return reach() > 20 || axes.fromZero ? 0 : 0.5;
}

void HistoryPlot::Private::useTicker(const Scale& scale)
{
    if (scale.logarithmic) {
        scale.axis->setTicker(QSharedPointer<LogTicker>::create());
        scale.axis->setScaleType(QCPAxis::stLogarithmic);
    } else {
        scale.axis->setTicker(QSharedPointer<ValueTicker>::create());
        scale.axis->setScaleType(QCPAxis::stLinear);
    }
}

void HistoryPlot::Private::countTicks()
{
    // As many labels as fit side by side, in the window or in the picture that is being made.
    const QSize size = exporting ? plot->viewport().size() : plot->size();
    const int label = q.fontMetrics().horizontalAdvance(QLocale().toString(reach())) + 28;
    plot->xAxis->ticker()->setTickCount(std::clamp((size.width() - 50) / label, 2, 6));
    // Up the axes, what the names above and the epochs below leave.
    const int above = plot->legend->minimumOuterSizeHint().height();
    for (const Scale& scale : scales)
        scale.axis->ticker()->setTickCount(std::clamp((size.height() - above - 36) / 26, 1, 4));
    // A label that reaches over the border of the plot is not drawn.
    const int last = QFontMetrics(plot->xAxis->tickLabelFont()).horizontalAdvance(QLocale().toString(reach()));
    QMargins margins = plot->axisRect()->minimumMargins();
    margins.setRight(std::max(16, last / 2 + 4));
    plot->axisRect()->setMinimumMargins(margins);
}

} // namespace netloom
