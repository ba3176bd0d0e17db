// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// The rows of a table with the predictions beside them.
const CommandInfo& predictCommand();

} // namespace netloom
