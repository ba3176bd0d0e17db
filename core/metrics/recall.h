// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// TP / (TP + FN) over the epoch with p > threshold; 0 where nothing is positive.
const MetricInfo& recallMetric();

} // namespace netloom
