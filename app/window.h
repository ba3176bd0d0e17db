// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace netloom {

/// Opens the window with the files. Without a display: a sentence and exit status 1. @returns the exit status
int openWindow(const std::vector<std::string>& files, int argc, char** argv);

} // namespace netloom
