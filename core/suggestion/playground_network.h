// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/suggestion/network_template.h"

namespace netloom {

/// TensorFlow Playground's start: 4 and 2 tanh units, plain gradient descent at 0.03 in batches of 10, no brake.
const NetworkTemplate& playgroundNetwork();

} // namespace netloom
