// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Runs a command; errors are told on stderr in a sentence. Brings up Qt only where a command paints, and then without
/// a display. @returns the exit status
int runCommand(const Command& command, int argc, char** argv);

} // namespace netloom
