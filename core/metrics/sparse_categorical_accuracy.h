// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// As categorical accuracy, for class numbers.
const MetricInfo& sparseCategoricalAccuracyMetric();

} // namespace netloom
