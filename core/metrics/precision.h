// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// TP / (TP + FP) over the epoch with p > threshold; 0 where nothing was called positive.
const MetricInfo& precisionMetric();

} // namespace netloom
