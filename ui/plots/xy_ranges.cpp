// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/xy_ranges.h"

#include <algorithm>
#include <cmath>

namespace netloom {

std::pair<QCPRange, QCPRange> xyRanges(const std::vector<XySeries>& series, const XyPlot::Axes& axes)
{
    double limits[4] = {1, 0, 1, 0};
    const auto take = [](double& low, double& high, double value) {
        if (!std::isfinite(value))
            return;
        const bool first = !(low <= high);
        low = first ? value : std::min(low, value);
        high = first ? value : std::max(high, value);
    };
    for (const XySeries& each : series) {
        if (each.role == XySeries::Role::Reference && series.size() > 1)
            continue;
        const bool bars = each.style == XySeries::Style::Bars;
        const double half = bars && each.x.size() > 1 ? (each.x[1] - each.x[0]) / 2 : 0;
        for (const double x : each.x)
            for (const double end : {x - half, x + half})
                take(limits[0], limits[1], end);
        for (const std::vector<double>* values : {&each.y, &each.low, &each.high})
            for (const double y : *values)
                take(limits[2], limits[3], y);
        if (bars)
            take(limits[2], limits[3], 0);
    }
    if (axes.equal) {
        limits[0] = limits[2] = std::min(limits[0], limits[2]);
        limits[1] = limits[3] = std::max(limits[1], limits[3]);
    }
    const auto padded = [](double low, double high) {
        if (!(low <= high))
            return QCPRange(0, 1);
        constexpr double kRounding = 1e-9;
        const bool differ = high - low > kRounding * std::max(std::abs(low), std::abs(high));
        const double pad = differ ? 0.04 * (high - low) : std::max(0.1 * std::abs(low), 0.5);
        return QCPRange(low - pad, high + pad);
    };
    QCPRange x = padded(limits[0], limits[1]);
    QCPRange y = padded(limits[2], limits[3]);
    if (axes.xRange)
        x = QCPRange(axes.xRange->first, axes.xRange->second);
    if (axes.yRange)
        y = QCPRange(axes.yRange->first, axes.yRange->second);
    return {x, y};
}

} // namespace netloom
