// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// What is wrong with a project's training, and what to do about it.
const CommandInfo& coachCommand();

} // namespace netloom
