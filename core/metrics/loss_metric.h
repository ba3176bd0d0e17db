// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"
#include "core/metrics/metric.h"

namespace netloom {

using MetricFactory = std::unique_ptr<Metric> (*)(const FieldValues&, Index, Index);

/// What the metric of a loss publishes: name, title and fields of the loss.
MetricInfo lossMetricInfo(const LossInfo& loss, MetricFactory make, std::vector<Task> tasks);
/// The mean over the samples of a loss. Cosine similarity has its sign turned, as in Keras's metric.
std::unique_ptr<Metric> makeLossMetric(const LossInfo& loss, const FieldValues& values);

/// A loss as a metric; `loss` is the function that publishes the loss.
template<auto loss, Task... tasks>
const MetricInfo& lossMetric()
{
    static const MetricInfo info = lossMetricInfo(
        loss(), [](const FieldValues& values, Index, Index) { return makeLossMetric(loss(), values); }, {tasks...});
    return info;
}

} // namespace netloom
