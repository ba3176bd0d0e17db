// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Makes a project of a table or a sample and writes it.
/// @returns the exit status. @throws Error, CsvError, UsageError
int runNew(const NewArguments& arguments);

} // namespace netloom
