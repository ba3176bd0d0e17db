// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/exact_match.h"

#include "core/metrics/class_hits.h"

namespace netloom {

const MetricInfo& exactMatchMetric()
{
    static const MetricInfo info{{"exact_match",
                                  "Exact match",
                                  "Share of rows of which all outputs are on the right side of a threshold.",
                                  {thresholdField()}},
                                 true,
                                 {Task::MultiBinary},
                                 makeMetric<HitRate<ExactHits>, exactMatchMetric>};
    return info;
}

} // namespace netloom
