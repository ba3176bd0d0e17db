// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/binary_accuracy.h"

#include "core/metrics/class_hits.h"

namespace netloom {

const MetricInfo& binaryAccuracyMetric()
{
    static const MetricInfo info{{"binary_accuracy",
                                  "Binary accuracy",
                                  "Share of outputs on the right side of a threshold.",
                                  {thresholdField()}},
                                 true,
                                 {Task::Binary, Task::MultiBinary},
                                 makeMetric<HitRate<BinaryHits>, binaryAccuracyMetric>};
    return info;
}

} // namespace netloom
