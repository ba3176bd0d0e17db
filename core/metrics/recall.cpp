// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/recall.h"

#include "core/metrics/precision_recall.h"

namespace netloom {

const MetricInfo& recallMetric()
{
    static const MetricInfo info{
        {"recall", "Recall", "Share of the true yes cases that are found, over the whole epoch.", {thresholdsField()}},
        true,
        {Task::Binary, Task::MultiBinary},
        makeMetric<PrecisionOrRecall<true>, recallMetric>};
    return info;
}

} // namespace netloom
