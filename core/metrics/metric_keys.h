// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// The key of each metric in the history: its type; a second one of the same type gets "_2", and so on.
/// @throws Error for an unknown metric
std::vector<std::string> metricKeys(const std::vector<ComponentSpec>& metrics);

/// Columns of the history that no metric is: what is measured at the end of each epoch where that is asked for.
inline constexpr std::string_view kLossAfterEpoch = "loss_after_epoch"; ///< of all training rows, without dropout
inline constexpr std::string_view kGradientNorm = "gradient_norm";      ///< of the objective over the first rows
inline constexpr std::string_view kWeightNorm = "weight_norm";          ///< of all trainable weights

/// Whether a column of the history is a metric on the training rows: no loss, no "val_…", no learning rate, none of
/// those above.
bool isMetricKey(std::string_view key);

} // namespace netloom
