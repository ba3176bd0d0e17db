// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// Makes a project of a table or a sample and writes it.
const CommandInfo& newCommand();

} // namespace netloom
