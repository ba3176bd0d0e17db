// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"
#include "core/network/network_spec.h"

namespace netloom {

/// The activation that makes the outputs of a network, where it is one with a kernel: tells whether they are
/// probabilities, and of which kind.
ActivationKernel finalActivation(const NetworkSpec& spec, Index inputs);

} // namespace netloom
