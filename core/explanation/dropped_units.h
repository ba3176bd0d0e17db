// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"

#include <cstdint>
#include <vector>

namespace netloom {

/// The units of a dropout layer that a training switches off in a batch, for the first row of the batch; empty for
/// layers that switch none off. The same numbers as in the training: they depend on seed, layer and iteration alone.
/// @param inputs     of the network
/// @param iteration  of the optimizer: batches before this one, over all epochs
std::vector<bool> droppedUnits(const NetworkSpec& network, std::size_t layer, Index inputs, std::uint64_t seed,
                               std::int64_t iteration);

} // namespace netloom
