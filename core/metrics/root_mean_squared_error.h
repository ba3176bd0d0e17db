// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// Root of the mean square over the epoch (not a mean of roots).
const MetricInfo& rootMeanSquaredErrorMetric();

} // namespace netloom
