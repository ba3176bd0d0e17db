// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// As top-k accuracy, for class numbers.
const MetricInfo& sparseTopKCategoricalAccuracyMetric();

} // namespace netloom
