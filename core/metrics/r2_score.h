// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// 1 - residual / total sum of squares over the epoch, averaged over the outputs.
const MetricInfo& r2ScoreMetric();

} // namespace netloom
