// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/training/checkpoint.h"

namespace netloom {

/// Whether a layer's units can be changed in number with what was learned: it has units of its own, and weights or
/// nothing but per-unit layers stand between it and the next such layer.
bool canEditUnits(const NetworkSpec& network, std::size_t layer);

/// A stored training of the same network with one unit more, behind the others of its layer: what comes into it is as
/// at the start of a training with `seed`, what leaves it is 0, so that the network says the same as before.
/// @param after  the network with the unit  @throws Error where the layer has no units of its own
Checkpoint withUnitAdded(const Checkpoint& stored, const NetworkSpec& before, const NetworkSpec& after, Index inputs,
                         std::size_t layer, std::uint64_t seed);

/// The same without one of its units. @throws Error where it is the last one
Checkpoint withUnitRemoved(const Checkpoint& stored, const NetworkSpec& before, Index inputs, std::size_t layer,
                           Index unit);

} // namespace netloom
