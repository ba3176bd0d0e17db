// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/accuracy.h"

#include "core/metrics/class_hits.h"

namespace netloom {

namespace {

std::unique_ptr<Metric> make(const FieldValues&, Index outputs, Index)
{
    if (outputs == 1)
        return std::make_unique<HitRate<BinaryHits>>(FieldValues{{"threshold", 0.5}});
    return std::make_unique<HitRate<ClassHits>>(FieldValues{});
}

} // namespace

const MetricInfo& accuracyMetric()
{
    static const MetricInfo info{
        {"accuracy",
         "Accuracy",
         "Share of right answers; the kind of answer is taken from the shape of output and target.",
         {}},
        true,
        {Task::Binary, Task::Multiclass},
        make};
    return info;
}

} // namespace netloom
