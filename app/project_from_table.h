// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli.h"
#include "core/project/prepared_data.h"

namespace netloom {

/// A project made of a table or a sample, and its data.
struct TableProject {
    Project project;
    PreparedData prepared;
};

/// What "new" and "suggest" begin with: the table as the arguments say, a network by the rule, by --layers, --template
/// or --measured, and the settings. Tells what was found on the way; writes nothing.
/// @throws Error, CsvError, UsageError
TableProject projectFromTable(const NewArguments& arguments);

/// Network and training of a suggestion take the place of the project's; --set goes on top.
void takeSuggestion(Project& project, const Suggestion& suggestion, const TargetInfo& target, const Settings& settings);

} // namespace netloom
