// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

namespace netloom {

/// Training as textbooks have it: this optimizer at a constant rate, so many epochs and rows per batch; no class
/// weights, no early stop. Loss, metrics, seed and threads stay those of `current`.
TrainingConfig plainTraining(const TrainingConfig& current, ComponentSpec optimizer, Index epochs, Index batchSize);

} // namespace netloom
