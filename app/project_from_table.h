// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/arguments.h"
#include "app/project_access.h"
#include "core/project/prepared_data.h"
#include "core/suggestion/suggestion.h"

#include <optional>
#include <string>

namespace netloom {

/// From which table a project is made, and how.
struct TableArguments {
    std::string data;   ///< CSV file; empty: `sample`
    std::string sample; ///< key
    GeneratorOptions generator;
    std::optional<Index> points; ///< of it
    CsvOptions csv;
    std::string target;                                    ///< a column or several, separated by commas; empty: guessed
    std::vector<std::pair<std::string, ColumnRole>> roles; ///< of columns, in order; the others are guessed
    std::vector<std::pair<std::string, std::string>>
        prepared;                       ///< columns and how (core/preparation/preparation_text.h)
    std::vector<ColumnRecipe> computed; ///< columns to be computed from others, in order
    std::string positive;               ///< class; empty: guessed
    std::string classes;                ///< in order, separated by commas; empty: sorted
    std::optional<std::string> layers;
    bool noOutput = false;       ///< `layers` are all there are
    std::string networkTemplate; ///< key; empty: the rule's network
    bool measured = false;       ///< the network that measuring chooses
    SettingTexts settings;
    std::string output; ///< empty: nothing is written
};

/// --sample, --target and what the target's classes are.
void addTask(Arguments& arguments, TableArguments& table);
/// The options of generated samples.
void addGenerator(Arguments& arguments, TableArguments& table);

/// A project made of a table or a sample, and its data.
struct TableProject {
    Project project;
    PreparedData prepared;
};

/// What "new" and "suggest" begin with: the table as the arguments say, a network by the rule, by --layers, --template
/// or --measured, and the settings. Tells what was found on the way; writes nothing.
/// @throws Error, CsvError, UsageError
TableProject projectFromTable(const TableArguments& arguments);

/// Network and training of a suggestion take the place of the project's; --set goes on top.
void takeSuggestion(Project& project, const Suggestion& suggestion, const TargetInfo& target,
                    const SettingTexts& settings);

} // namespace netloom
