// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Writes the rows of a CSV file with predictions, prepared as the training data were.
/// @returns the exit status. @throws Error, CsvError, UsageError
int runPredict(const PredictArguments& arguments);

} // namespace netloom
