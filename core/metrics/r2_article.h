// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// 1 - residual / (total + 1e-7) of each batch about its own mean, averaged over the batches; a batch of equal targets
/// gives a huge negative number.
const MetricInfo& r2ArticleMetric();

} // namespace netloom
