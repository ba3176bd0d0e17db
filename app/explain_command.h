// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// One prediction, the whole network, or a column's part in it, explained in the user's columns and units.
const CommandInfo& explainCommand();

} // namespace netloom
