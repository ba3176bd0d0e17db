// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// "evaluate --folds": trains the project's network anew for every fold and answers with means and deviations. Changes
/// no file. @returns the exit status @throws Error, UsageError
int runCrossValidation(const EvaluateArguments& arguments);

} // namespace netloom
