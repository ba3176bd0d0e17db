// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Answers with what a project holds and whether it is sound; exit status 1 where it is not.
/// @returns the exit status. @throws Error, CsvError, UsageError
int runInfo(const InfoArguments& arguments);

} // namespace netloom
