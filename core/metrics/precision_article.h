// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// The article's Precision of each batch, averaged over the batches.
const MetricInfo& precisionArticleMetric();

} // namespace netloom
