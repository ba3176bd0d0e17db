// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/monitor.h"

#include "core/metrics/registry.h"

#include <limits>

namespace netloom {

MonitorMode monitorMode(std::string_view mode, std::string_view key)
{
    if (mode == "max")
        return MonitorMode::Max;
    if (mode == "min")
        return MonitorMode::Min;
    if (key.starts_with("val_"))
        key.remove_prefix(4);
    const MetricInfo* metric = findMetric(key);
    return metric && metric->higherIsBetter ? MonitorMode::Max : MonitorMode::Min;
}

double worstValue(MonitorMode mode)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return mode == MonitorMode::Min ? infinity : -infinity;
}

bool improves(MonitorMode mode, double value, double best, double minDelta)
{
    return mode == MonitorMode::Min ? value + minDelta < best : value - minDelta > best;
}

} // namespace netloom
