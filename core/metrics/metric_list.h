// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Metrics as they are typed: "accuracy, top_k_categorical_accuracy(k=3)". Keras's short names are understood.
/// An empty text and "none" mean no metric. @throws Error for an unknown metric, field or value, or the same one twice
std::vector<ComponentSpec> metricsFromText(std::string_view text);
/// The text that metricsFromText() turns back into the same metrics.
std::string metricsToText(const std::vector<ComponentSpec>& metrics);

} // namespace netloom
