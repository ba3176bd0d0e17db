// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/suggestion/network_template.h"

namespace netloom {

/// The rule of first_network.h.
const NetworkTemplate& suggestedNetwork();

} // namespace netloom
