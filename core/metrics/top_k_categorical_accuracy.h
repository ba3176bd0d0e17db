// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// Share of samples with fewer than k outputs above that of the true class.
const MetricInfo& topKCategoricalAccuracyMetric();

} // namespace netloom
