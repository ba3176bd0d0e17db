// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

const CommandInfo& filmCommand();

} // namespace netloom
