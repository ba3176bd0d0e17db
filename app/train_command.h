// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Trains a project and writes it with its weights. A signal stops it within a batch, with the state saved.
/// @returns the exit status. @throws Error, CsvError, UsageError
int runTrain(const TrainArguments& arguments);

} // namespace netloom
