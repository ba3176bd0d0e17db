// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// Trains over rising learning rates and suggests one. Writes no file unless asked to.
const CommandInfo& rateFinderCommand();

} // namespace netloom
