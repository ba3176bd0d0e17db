// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// One output: binary accuracy with threshold 0.5; else categorical or sparse categorical accuracy by the target's
/// rows.
const MetricInfo& accuracyMetric();

} // namespace netloom
