// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace netloom {

/// Opens the window and returns the program's exit status once it is closed. `files`: a project or CSV to open at
/// start; of several, each but the first opens a window of its own.
int runWindow(int argc, char** argv, const QStringList& files);

} // namespace netloom
