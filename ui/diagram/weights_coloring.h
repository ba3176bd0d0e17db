// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/coloring.h"

namespace netloom {

/// Links by their weight: hue by sign, width and opacity by size.
const Coloring& weightsColoring();

} // namespace netloom
