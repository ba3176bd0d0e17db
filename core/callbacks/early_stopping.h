// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/callbacks/callback.h"

namespace netloom {

/// Keras's EarlyStopping (keras/src/callbacks/early_stopping.py).
///
/// Epochs before start_from_epoch are not looked at. A value better than the best by strictly more than min_delta is
/// the new best; waiting starts anew if it also beats the baseline. Otherwise, after `patience` epochs of waiting (but
/// never after epoch 0), training stops. State: best (infinite before the first), best_epoch (-1 before the first),
/// wait, stopped_epoch (0: not stopped).
const CallbackInfo& earlyStoppingCallback();

} // namespace netloom
