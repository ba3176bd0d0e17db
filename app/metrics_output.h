// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/part_metrics.h"
#include "core/files/json.h"
#include "core/training/history.h"

#include <string>
#include <utility>
#include <vector>

namespace netloom {

/// "rows" and the metrics by key; null for a part without rows.
JsonValue metricsJson(const PartMetrics& metrics);

/// Rows of cells, the first `left` columns to the left, the others to the right.
std::string alignedTable(const std::vector<std::vector<std::string>>& rows, std::size_t left = 1);

/// A table: a line per metric, a column per part that has rows.
std::string metricsTable(const std::vector<std::pair<std::string, PartMetrics>>& parts);

/// How often each class was predicted as which, as a table; empty for numbers.
std::string confusionTable(const PartMetrics& metrics);

/// {"epoch": 1…, then the history's keys}. @param before  epochs that were done before the history begins
JsonValue epochJson(const History& history, std::size_t epoch, std::size_t before = 0);
/// "loss 0.0912, accuracy 0.9724, val_loss 0.1013".
std::string epochText(const History& history, std::size_t epoch);

} // namespace netloom
