// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// Share of outputs with (p > threshold) = y; soft targets never match.
const MetricInfo& binaryAccuracyMetric();

} // namespace netloom
