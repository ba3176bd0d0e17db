// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/monitor.h"

#include "core/metrics/registry.h"

#include <algorithm>
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
    if (const std::size_t bar = key.rfind('_'); !metric && bar != std::string_view::npos &&
                                                key.find_first_not_of("0123456789", bar + 1) == std::string_view::npos)
        metric = findMetric(key.substr(0, bar)); // the second of its type
    return metric && metric->higherIsBetter ? MonitorMode::Max : MonitorMode::Min;
}

std::string monitorName(std::string_view key)
{
    const bool validation = key.starts_with("val_");
    std::string name((validation ? "validation " : "training ") + std::string(key.substr(validation ? 4 : 0)));
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
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
