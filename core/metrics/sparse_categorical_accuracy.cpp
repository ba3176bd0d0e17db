// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/sparse_categorical_accuracy.h"

#include "core/metrics/class_hits.h"

namespace netloom {

const MetricInfo& sparseCategoricalAccuracyMetric()
{
    static const MetricInfo info{
        {"sparse_categorical_accuracy",
         "Sparse categorical accuracy",
         "Share of samples whose largest output is the true class; the target holds the number of the class.",
         {}},
        true,
        {Task::Multiclass},
        makeMetric<HitRate<ClassHits>, sparseCategoricalAccuracyMetric>};
    return info;
}

} // namespace netloom
