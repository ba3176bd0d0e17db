// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Opens the window with the files. Without a display: a sentence and exit status 1. @returns the exit status
int openWindow(const WindowArguments& arguments, int argc, char** argv);

} // namespace netloom
