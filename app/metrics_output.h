// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/part_metrics.h"
#include "core/training/history.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace netloom {

using Json = nlohmann::ordered_json;

/// One object in one line, with an end of line; text that is not UTF-8 is made so, numbers that are not finite are
/// null.
std::string jsonLine(const Json& json);

/// "rows" and the metrics by key; null for a part without rows.
Json metricsJson(const PartMetrics& metrics);

/// Rows of cells, the first `left` columns to the left, the others to the right.
std::string alignedTable(const std::vector<std::vector<std::string>>& rows, std::size_t left = 1);

/// A table: a line per metric, a column per part that has rows.
std::string metricsTable(const std::vector<std::pair<std::string, PartMetrics>>& parts);

/// How often each class was predicted as which, as a table; empty for numbers.
std::string confusionTable(const PartMetrics& metrics);

/// {"epoch": 1…, then the history's keys}. @param before  epochs that were done before the history begins
Json epochJson(const History& history, std::size_t epoch, std::size_t before = 0);
/// "loss 0.0912, accuracy 0.9724, val_loss 0.1013".
std::string epochText(const History& history, std::size_t epoch);

} // namespace netloom
