// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/coloring.h"

namespace netloom {

/// Links in the colour of the layer they lead to, paler the more there are.
const Coloring& structureColoring();

} // namespace netloom
