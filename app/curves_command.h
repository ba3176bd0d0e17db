// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// Loss and metrics against epochs, as a picture or a table.
const CommandInfo& curvesCommand();

} // namespace netloom
