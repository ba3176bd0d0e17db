// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <string>

namespace netloom {

/// The commands for a POSIX shell that make the current run's network from nothing and train it as it was trained:
/// "netloom new …" with everything that its guesses and suggestions do not give, and "netloom train …".
/// @param table  of the project  @param dataFile  how the table is named there, where it is a file
/// @param made  the project file to be written
std::string rebuildCommands(const Project& project, const Table& table, const std::string& dataFile,
                            const std::string& made);

/// Whether settings were changed while the run was trained: the commands know only those it ended with.
bool editedWhileTrained(const Run& run);

} // namespace netloom
