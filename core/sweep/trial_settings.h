// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/sweep/search_space.h"
#include "core/training/training_config.h"

#include <string>
#include <vector>

namespace netloom {

/// A setting of the network that a sweep knows by a short key, beside "LAYER.FIELD" and the keys of settings.h.
struct NetworkKey {
    std::string key;
    std::string help;
};
/// layers (the hidden ones; the output layer stays), units, activation (of every hidden Dense layer), dropout (its rate
/// behind every hidden Dense layer; 0: none), l1, l2 (penalty of the weights of every Dense layer).
const std::vector<NetworkKey>& networkKeys();

/// Puts the settings of a trial into a network and its training: layers first, then what chooses a component, then the
/// rest, so that their order does not matter.
/// @throws Error for a key or value that is not understood here, in a sentence. Not all is done then
void applyTrial(const TrialSettings& settings, NetworkSpec& network, TrainingConfig& training);

/// Whether a sweep may change this: not how the rows are divided, which would compare different rows, nor what changes
/// no result. @throws Error with the reason where not
void requireSweepable(const std::string& key);

} // namespace netloom
