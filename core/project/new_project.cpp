// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/new_project.h"

#include "core/preparation/recipe_guess.h"
#include "core/preparation/split.h"
#include "core/project/follow_target.h"
#include "core/suggestion/first_network.h"

#include <algorithm>

namespace netloom {

Project newProject(const DataReference& reference, const Table& table, std::string_view target)
{
    Project project;
    project.data = reference;
    const SampleInfo* sample =
        reference.source == DataReference::Source::Sample ? findSample(reference.sample) : nullptr;
    if (sample && (target.empty() || target == sample->target)) // a formula of one's own may give another column
        target = table.find(sample->target) >= 0 ? std::string_view(sample->target) : std::string_view();
    project.recipe = guessRecipe(table, target);
    for (const ColumnRecipe& column : project.recipe.columns)
        if (column.role == ColumnRole::Split)
            project.run().split.order = column.column;

    if (rowsWithTarget(project.recipe, table).size() < 20) {
        // Parts of two or three rows measure nothing.
        project.run().split.validation = 0;
        project.run().split.test = 0;
    }
    suggestNetwork(project, table);
    return project;
}

void suggestNetwork(Project& project, const Table& table)
{
    const std::vector<Index> rows = rowsWithTarget(project.recipe, table);
    const Split split = makeSplit(project.run().split, table, rows, stratifyBy(table, project.recipe));
    const FittedRecipe fitted = FittedRecipe::fit(project.recipe, table, split.train);
    const Suggestion suggestion = suggestFirstNetwork(
        tableFacts(table, fitted, split), static_cast<Index>(split.validation.size()), project.run().training);
    project.run().network = suggestion.network;
    project.run().training = suggestion.training;
    followTarget(project.run().network, project.run().training, fitted.target());
}

} // namespace netloom
