// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// The network as a picture.
const CommandInfo& diagramCommand();

} // namespace netloom
