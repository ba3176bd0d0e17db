// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/sparse_top_k_categorical_accuracy.h"

#include "core/metrics/class_hits.h"

namespace netloom {

const MetricInfo& sparseTopKCategoricalAccuracyMetric()
{
    static const MetricInfo info{
        {"sparse_top_k_categorical_accuracy",
         "Sparse top-k accuracy",
         "Share of samples whose true class is among the k largest outputs; the target holds the number of the class.",
         {topField()}},
        true,
        {Task::Multiclass},
        makeMetric<HitRate<TopHits>, sparseTopKCategoricalAccuracyMetric>};
    return info;
}

} // namespace netloom
