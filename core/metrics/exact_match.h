// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// Share of samples of which every output has (p > threshold) = y: the subset accuracy of several yes/no targets.
const MetricInfo& exactMatchMetric();

} // namespace netloom
