// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace netloom {

/// Which values of a monitored quantity are better.
enum class MonitorMode { Min, Max };

/// "min" and "max" as they say; "auto" asks the metric of that history key ("val_f1_score"). Losses and unknown keys:
/// Min.
MonitorMode monitorMode(std::string_view mode, std::string_view key);

/// A history key in words: "val_loss" gives "validation loss", "f1_score" gives "training f1 score".
std::string monitorName(std::string_view key);

/// The value that everything improves on: infinity, or minus infinity.
double worstValue(MonitorMode mode);

/// Whether `value` is better than `best` by strictly more than `minDelta`. False for NaN.
bool improves(MonitorMode mode, double value, double best, double minDelta);

} // namespace netloom
