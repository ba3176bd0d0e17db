// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

/// The program: without a command the window with the files given, else the command. Every failure is a sentence on
/// stderr. @returns the exit status
int runCommandLine(int argc, char** argv);

} // namespace netloom
