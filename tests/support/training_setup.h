// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/training/session.h"

#include <string>
#include <vector>

namespace netloom {

/// Rows with a pattern that a small network can learn; the same for the same numbers. With one target row: 0/1.
/// With more: one-hot.
TrainingData patternData(Index features, Index targets, Index trainRows, Index validationRows, std::uint64_t seed = 7);

/// One row per sample: features, then the target. No validation rows.
TrainingData rowData(const std::vector<std::vector<double>>& table);

/// "dense 4 tanh, dropout 0.2, dense 1 sigmoid" as a network.
NetworkSpec networkOf(const std::string& layers);

/// 3 epochs in batches of 8, Adam, binary cross-entropy, accuracy, one thread.
TrainingConfig shortTraining();

} // namespace netloom
