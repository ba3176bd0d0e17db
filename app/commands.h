// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

#include <string_view>
#include <vector>

namespace netloom {

/// Every command, in the order of the help.
const std::vector<const CommandInfo*>& commands();

/// Null where there is none of that name.
const CommandInfo* findCommand(std::string_view name);

} // namespace netloom
