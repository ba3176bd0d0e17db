// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/precision.h"

#include "core/metrics/precision_recall.h"

namespace netloom {

const MetricInfo& precisionMetric()
{
    static const MetricInfo info{{"precision",
                                  "Precision",
                                  "Share of the yes answers that are right, over the whole epoch.",
                                  {thresholdsField()}},
                                 true,
                                 {Task::Binary, Task::MultiBinary},
                                 makeMetric<PrecisionOrRecall<false>, precisionMetric>};
    return info;
}

} // namespace netloom
