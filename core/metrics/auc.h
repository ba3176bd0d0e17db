// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// Keras's AUC: evenly spaced thresholds, trapezoids under ROC, or the interpolated precision-recall curve.
const MetricInfo& aucMetric();

} // namespace netloom
