// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/checkpoint.h"
#include "core/training/stop_reason.h"
#include "core/training/training_config.h"

#include <string>
#include <vector>

namespace netloom {

/// A stored training, and how far it goes.
struct Continuation {
    Checkpoint from;
    Index epochs = 0; ///< in all, those done included
};

/// A stored training made ready to go on with these settings. Where it has done all of their epochs, or a callback has
/// ended it, it is trained further: as many epochs again, and callbacks count anew towards an end. With
/// another loss than before the best starts anew. The learning rate is the one of the settings, unless a callback has
/// changed it since and the setting is as it was.
/// @param before  settings with which it was trained last
/// @throws Error where weights or what the optimizer remembers are not numbers any more
Continuation continued(Checkpoint stored, const TrainingConfig& config, const TrainingConfig& before);

/// Another loss, network or data: what was best before is no measure any more. Weights and history stay, the best ones
/// and the callbacks' memory of them start anew.
void forgetBest(Checkpoint& stored);

/// The state at the end of an epoch of the timeline, or of the best epoch where its weights were kept, or the whole
/// itself for its newest epoch: goes on as a training would that had been stopped there. Its timeline and history end
/// there. Where only weights are left of that epoch, the optimizer begins anew. Empty where nothing is stored.
Checkpoint branchAt(const Checkpoint& whole, Index epoch);
/// Whether a branch there would go on with the same bits.
bool branchesExactly(const Checkpoint& whole, Index epoch);
/// Epochs of which weights are stored, in order: those of the timeline, the best and the newest.
std::vector<Index> storedEpochs(const Checkpoint& whole);
/// The weights at the end of that epoch; none where they are not stored.
SharedParameters weightsAt(const Checkpoint& whole, Index epoch);

/// How a stored training ended: AllEpochsDone or Callback; None where epochs are left to do.
struct StoredEnd {
    StopReason reason = StopReason::None;
    std::string stoppedBy; ///< Callback: its type
};
StoredEnd storedEnd(const Checkpoint& stored, const TrainingConfig& config);

/// A callback's state among the counters of a checkpoint, as "<key>.<name>". Empty: there is none.
FieldValues callbackState(const std::string& key, const FieldValues& counters);
void saveCallback(const std::string& key, const FieldValues& state, FieldValues& counters);

} // namespace netloom
