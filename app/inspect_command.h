// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// How a CSV is understood, or why it is refused; the refusal is the answer with --json.
const CommandInfo& inspectCommand();

} // namespace netloom
