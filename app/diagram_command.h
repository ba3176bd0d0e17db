// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Writes a picture of the network. Needs a QGuiApplication.
/// @returns the exit status. @throws Error, CsvError, UsageError
int runDiagram(const DiagramArguments& arguments);

} // namespace netloom
