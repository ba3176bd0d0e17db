// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// Keras's F1Score over the epoch, 1e-7 in every denominator; averaged over the classes.
const MetricInfo& f1ScoreMetric();

} // namespace netloom
