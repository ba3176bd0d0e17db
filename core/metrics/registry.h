// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

#include <span>
#include <string_view>
#include <vector>

namespace netloom {

/// Every metric, in menu order. Hand-written.
std::span<const MetricInfo* const> metrics();
/// Null for an unknown type.
const MetricInfo* findMetric(std::string_view type);
/// The list as choices of a form field.
std::vector<FieldChoice> metricChoices();

} // namespace netloom
