// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Tells how a CSV file is understood, or with exit status 1 why it is refused. @returns the exit status
int runInspect(const InspectArguments& arguments);

} // namespace netloom
