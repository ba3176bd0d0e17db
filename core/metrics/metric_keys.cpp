// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/metric_keys.h"

#include "core/base/error.h"
#include "core/metrics/registry.h"

#include <algorithm>

namespace netloom {

std::vector<std::string> metricKeys(const std::vector<ComponentSpec>& metrics)
{
    std::vector<std::string> keys;
    for (const ComponentSpec& spec : metrics) {
        const MetricInfo* info = findMetric(spec.type);
        if (!info)
            throw Error("the metric " + quoted(spec.type) + " is not known");
        std::string key = info->type;
        for (int copy = 2; std::find(keys.begin(), keys.end(), key) != keys.end(); ++copy)
            key = info->type + "_" + std::to_string(copy);
        keys.push_back(key);
    }
    return keys;
}

bool isMetricKey(std::string_view key)
{
    return key != "loss" && key != "learning_rate" && key != kLossAfterEpoch && key != kGradientNorm &&
           key != kWeightNorm && !key.starts_with("val_");
}

} // namespace netloom
