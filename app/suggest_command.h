// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// Tries networks on a table by cross-validation and names the one to take, beside the one suggested by rule.
const CommandInfo& suggestCommand();

} // namespace netloom
