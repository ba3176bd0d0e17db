// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// What a project holds, and whether it is sound.
const CommandInfo& infoCommand();

} // namespace netloom
