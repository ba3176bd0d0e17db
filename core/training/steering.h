// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/trainer.h"

#include <memory>
#include <string>

namespace netloom {

/// Whether the rest of an epoch that was begun with `now` can be trained with `wanted`: schedule, callbacks, class
/// weights, learning rate and number of epochs change nothing of its order and sums. All else waits for the next epoch,
/// so that no row is trained on twice in one.
bool fitsBegunEpoch(const TrainingConfig& now, const TrainingConfig& wanted);

/// A trainer that goes on with other settings from the state in which `now` is, with the bits of a training that was
/// stopped there and taken up again with them. With another loss the best starts anew. The learning rate is the one it
/// had, unless the setting changed. `mark` goes into the history as an edit; empty: none.
/// @throws Error where the settings fit neither network nor data; `now` is as it was
std::unique_ptr<Trainer> steered(const Trainer& now, const TrainingConfig& wanted, std::string mark);

} // namespace netloom
