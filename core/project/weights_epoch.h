// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/model.h"

#include <string>

namespace netloom {

/// Whether the weights that are looked at are those of the best epoch: chosen so, or put back when the training ended.
bool areOfBestEpoch(const Run& run, WhichWeights which);

/// "of the best epoch, 52", "after the last epoch, 105".
std::string weightsEpochText(const Run& run, WhichWeights which);

/// A training that ended before its first epoch did, in a sentence; empty where there is nothing to say.
std::string unfinishedText(const Run& run);

} // namespace netloom
