// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/training/training_config.h"

#include <string>

namespace netloom {

/// What is known where numbers stopped being finite.
struct Divergence {
    bool finiteData = true;   ///< inputs and targets
    double largestInput = 0;  ///< by size, as the network gets it
    double largestTarget = 0; ///< likewise
    bool firstStep = false;   ///< no weight had been changed
};

/// The likely cause and what to do about it, one sentence with a blank behind it: an activation or a loss that cannot
/// give finite numbers here goes before data that are too large, and that before the learning rate.
std::string divergenceCause(const NetworkSpec& network, const TrainingConfig& training, const Divergence& found);

} // namespace netloom
