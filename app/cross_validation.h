// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/project_access.h"

#include <string>

namespace netloom {

struct CrossValidationArguments {
    std::string project;
    std::string run; ///< empty: the current one
    Index folds = 0;
    SettingTexts settings;
    Index threads = 0; ///< 0: the project's
    bool json = false;
};

/// Trains a project's network anew for each fold and answers with mean and deviation. Writes no file; a signal stops
/// it.
/// @returns the exit status  @throws Error, CsvError, UsageError
int runCrossValidation(const CrossValidationArguments& arguments);

} // namespace netloom
