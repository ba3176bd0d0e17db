// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_tickers.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace netloom {

double EpochTicker::getTickStep(const QCPRange& range)
{
    return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range)));
}

int EpochTicker::getSubTickCount(double)
{
    return 0;
}

QString EpochTicker::getTickLabel(double tick, const QLocale& locale, QChar, int)
{
    return locale.toString(static_cast<qlonglong>(std::llround(tick)));
}

double LogTicker::getTickStep(const QCPRange& range)
{
    return QCPAxisTicker::getTickStep(range);
}

int LogTicker::getSubTickCount(double)
{
    return 0;
}

QVector<double> LogTicker::createTickVector(double step, const QCPRange& range)
{
    if (!(range.lower > 0) || !(range.upper > range.lower))
        return {};
    const double decades = std::log10(range.upper / range.lower);
    if (decades < 0.5)
        return QCPAxisTicker::createTickVector(step, range);
    const std::vector<double> marks =
        decades < 1.5 ? std::vector<double>{1, 2, 5} : (decades < 3 ? std::vector<double>{1, 3} : std::vector{1.0});
    const int every = std::max(1, static_cast<int>(std::ceil(decades / 6)));
    QVector<double> ticks;
    const int last = static_cast<int>(std::ceil(std::log10(range.upper)));
    for (int power = static_cast<int>(std::floor(std::log10(range.lower))); power <= last; ++power) {
        if (power % every != 0)
            continue;
        for (const double mark : marks)
            ticks.append(mark * std::pow(10.0, power));
    }
    return ticks;
}

QString LogTicker::getTickLabel(double tick, const QLocale& locale, QChar, int)
{
    return locale.toString(tick, 'g', 3);
}

} // namespace netloom
