// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/preparation/target.h"
#include "core/training/training_config.h"

namespace netloom {

/// Puts output units and activation, loss and metrics in line with the target where they follow it.
void followTarget(NetworkSpec& network, TrainingConfig& config, const TargetInfo& target);

} // namespace netloom
