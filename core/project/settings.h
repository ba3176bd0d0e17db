// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/field.h"
#include "core/preparation/split.h"
#include "core/training/training_config.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// Every setting by its key, for --set, forms and help: optimizer, learning_rate, optimizer.<field>, schedule,
/// schedule.<field>, loss, loss.<field>, metrics (comma-separated), epochs, batch_size, seed, shuffle, threads,
/// class_weights, keep_best, early_stopping(.patience, .monitor …), reduce_lr(.factor …) and so on for every callback,
/// split.test, split.validation, split.order, split.seed.
std::vector<FieldInfo> settingFields(const TrainingConfig& config, const SplitConfig& split);

/// @throws Error for an unknown key (names the nearest known one) or a bad value
void setSetting(TrainingConfig& config, SplitConfig& split, std::string_view key, std::string_view value);
std::string settingText(const TrainingConfig& config, const SplitConfig& split, std::string_view key);

} // namespace netloom
