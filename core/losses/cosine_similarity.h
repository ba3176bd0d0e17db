// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// -sum of the products of y and p, each brought to length 1: -1 for the same direction, 1 for opposite ones, 0 for
/// zeros.
const LossInfo& cosineSimilarityLoss();

} // namespace netloom
