// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Answers with loss and metrics of a trained network on a part of its data or on another table.
/// @returns the exit status. @throws Error, CsvError, UsageError
int runEvaluate(const EvaluateArguments& arguments);

} // namespace netloom
