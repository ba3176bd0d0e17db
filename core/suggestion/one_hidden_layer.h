// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/suggestion/network_template.h"

namespace netloom {

/// One hidden layer of 16 ReLU units, trained as suggested.
const NetworkTemplate& oneHiddenLayer();

} // namespace netloom
