// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"

namespace netloom {

/// Tells which network suits a table by the rule, tries some tens on its training rows, and names the one to take.
/// @returns the exit status. @throws Error, CsvError, UsageError
int runSuggest(const SuggestArguments& arguments);

} // namespace netloom
