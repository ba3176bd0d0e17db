// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/cell_ticks.h"

#include "ui/plots/plot_tickers.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double kOffEven = 0.6; // cells: whole numbers are rounded by as much as half a step

} // namespace

std::optional<std::vector<CellTick>> roundTicks(const std::vector<double>& values, int wanted)
{
    if (values.size() < 3 || !(values.back() > values.front()))
        return {};
    const double first = values.front();
    const double step = (values.back() - first) / static_cast<double>(values.size() - 1);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!(std::abs((values[i] - first) / step - static_cast<double>(i)) <= kOffEven))
            return {};
    ValueTicker ticker;
    ticker.setTickCount(wanted);
    ticker.setWhole(std::all_of(values.begin(), values.end(), [](double value) { return value == std::round(value); }));
    QVector<double> at;
    QVector<QString> texts;
    ticker.generate(QCPRange(first, values.back()), QLocale(), QLatin1Char('g'), 6, at, nullptr, &texts);
    std::vector<CellTick> ticks;
    for (qsizetype i = 0; i < at.size(); ++i)
        ticks.push_back({(at[i] - first) / step, texts.value(i)});
    if (ticks.size() < 2)
        return {};
    return ticks;
}

} // namespace netloom
