// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// Trains a project's network with many settings and ranks them; or hands the trials to other machines, and gathers
/// what has come back.
const CommandInfo& sweepCommand();

} // namespace netloom
