// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/training/checkpoint.h"

namespace netloom {

/// Whether a layer's units can be changed in number with what was learned: it has units of its own, and weights or
/// nothing but per-unit layers stand between it and the next such layer.
bool canEditUnits(const NetworkSpec& network, std::size_t layer);

/// A stored training of the same network with more units, behind the others of their layer: what comes into them is as
/// at the start of a training with `seed`, what leaves them is 0, so that the network says the same as before.
/// @param after  the network with the units  @throws Error where the layer has no units of its own
Checkpoint withUnitsAdded(const Checkpoint& stored, const NetworkSpec& before, const NetworkSpec& after, Index inputs,
                          std::size_t layer, std::uint64_t seed);

/// The same without `count` of its units from `first` on: a network that says something else, so the best starts anew.
/// @throws Error where none would be left
Checkpoint withUnitsRemoved(const Checkpoint& stored, const NetworkSpec& before, Index inputs, std::size_t layer,
                            Index first, Index count = 1);

/// With as many units in that layer as `after` has: more come behind the others, of fewer the last ones go.
Checkpoint withUnits(const Checkpoint& stored, const NetworkSpec& before, const NetworkSpec& after, Index inputs,
                     std::size_t layer, std::uint64_t seed);

} // namespace netloom
