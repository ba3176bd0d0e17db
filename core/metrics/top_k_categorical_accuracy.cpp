// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/top_k_categorical_accuracy.h"

#include "core/metrics/class_hits.h"

namespace netloom {

const MetricInfo& topKCategoricalAccuracyMetric()
{
    static const MetricInfo info{{"top_k_categorical_accuracy",
                                  "Top-k accuracy",
                                  "Share of samples whose true class is among the k largest outputs.",
                                  {topField()}},
                                 true,
                                 {Task::Multiclass},
                                 makeMetric<HitRate<TopHits>, topKCategoricalAccuracyMetric>};
    return info;
}

} // namespace netloom
