// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Writes loss and metrics against epochs as a picture (needs a QApplication) or as CSV (needs none).
/// @returns the exit status. @throws Error, CsvError, UsageError
int runCurves(const CurvesArguments& arguments);

} // namespace netloom
