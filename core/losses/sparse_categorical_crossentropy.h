// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/losses/loss.h"

namespace netloom {

/// Categorical crossentropy with the number of the class (0, 1 …) as the only target value.
/// A number outside the classes makes the loss NaN.
const LossInfo& sparseCategoricalCrossentropyLoss();

} // namespace netloom
