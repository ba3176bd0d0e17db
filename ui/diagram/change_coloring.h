// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/coloring.h"

namespace netloom {

const Coloring& changeColoring();

} // namespace netloom
