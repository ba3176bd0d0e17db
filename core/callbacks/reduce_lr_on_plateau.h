// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/callbacks/callback.h"

namespace netloom {

/// Keras's ReduceLROnPlateau (keras/src/callbacks/reduce_lr_on_plateau.py).
///
/// After `patience` epochs without an improvement by more than min_delta the learning rate becomes max(rate · factor,
/// min_learning_rate) from the next epoch on; then nothing is counted for `cooldown` epochs. State: best (infinite
/// before the first), wait, cooldown_left.
const CallbackInfo& reduceLrOnPlateauCallback();

} // namespace netloom
