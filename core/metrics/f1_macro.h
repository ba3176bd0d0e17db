// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// 2 TP / (2 TP + FP + FN) of every class over the epoch, averaged over the classes that occur (scikit-learn's macro
/// average).
const MetricInfo& f1MacroMetric();

} // namespace netloom
