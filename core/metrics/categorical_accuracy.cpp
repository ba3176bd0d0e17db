// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/categorical_accuracy.h"

#include "core/metrics/class_hits.h"

namespace netloom {

const MetricInfo& categoricalAccuracyMetric()
{
    static const MetricInfo info{
        {"categorical_accuracy",
         "Categorical accuracy",
         "Share of samples whose largest output is the true class; the target has one column per class.",
         {}},
        true,
        {Task::Multiclass},
        makeMetric<HitRate<ClassHits>, categoricalAccuracyMetric>};
    return info;
}

} // namespace netloom
