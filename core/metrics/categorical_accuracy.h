// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// Share of samples whose largest output (the first of equals) is that of the target.
const MetricInfo& categoricalAccuracyMetric();

} // namespace netloom
