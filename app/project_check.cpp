// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_check.h"

#include "app/project_access.h"
#include "core/base/error.h"
#include "core/csv/inspect.h"
#include "core/project/validate.h"
#include "core/training/evaluate.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

void checkData(Project& project, const std::string& path, ProjectCheck& check)
{
    if (project.data.source == DataReference::Source::None) {
        check.notes.emplace_back("The project has no data.");
        return;
    }
    std::shared_ptr<const Table> table;
    try {
        std::vector<CsvWarning> warnings;
        table = loadTable(project.data, folderOf(path), &warnings);
        for (const CsvWarning& warning : warnings)
            check.notes.push_back(warningText(warning));
        check.rows = table->rows;
    } catch (const std::exception& error) {
        // A project stays whole when its data are elsewhere; the weights carry their preparation.
        check.notes.push_back(std::string("The data cannot be read: ") + error.what());
        return;
    }
    try {
        PreparedData prepared = prepare(table, project.recipe, project.run().split);
        check.split = std::move(prepared.split);
        if (!check.fitted)
            check.fitted = prepared.fitted;
        else if (check.fitted->toJson() != prepared.fitted.toJson())
            check.notes.emplace_back("The network was trained on other rows, or on rows prepared otherwise.");
    } catch (const std::exception& error) {
        check.problems.push_back(std::string("The data cannot be prepared: ") + error.what());
    }
}

void checkWeights(const Project& project, const std::string& what, const ParameterSet& weights, Index inputs,
                  std::vector<std::string>& problems)
{
    if (weights.empty())
        return;
    for (const NamedTensor& tensor : weights) {
        const auto bad = std::count_if(tensor.values.begin(), tensor.values.end(),
                                       [](Scalar value) { return !std::isfinite(value); });
        if (bad > 0)
            problems.push_back(what + ", layer " + netloom::quoted(tensor.layer) + ", " + tensor.name + ": " +
                               std::to_string(bad) + " of " + std::to_string(tensor.values.size()) +
                               " values are not finite.");
    }
    try {
        predict(project.run().network, weights, Matrix::Zero(inputs, 1));
    } catch (const std::exception& error) {
        problems.push_back(what + ": " + error.what());
    }
}

void checkHistory(const History& history, std::vector<std::string>& problems)
{
    if (history.columns.size() != history.keys.size())
        problems.emplace_back("The history has other columns than names.");
    for (const HistoryColumn& column : history.columns)
        if (column.size() != history.epochs())
            problems.emplace_back("The history's columns are not equally long.");
    if (history.bestEpoch >= static_cast<int>(history.epochs()))
        problems.emplace_back("The best epoch is not in the history.");
}

} // namespace

ProjectCheck checkProject(Project& project, const std::string& path)
{
    ProjectCheck check;
    check.fitted = project.run().fitted;
    checkData(project, path, check);
    const Index inputs =
        check.fitted ? static_cast<Index>(check.fitted->features().size()) : project.run().network.inputs();
    const TargetInfo* target = check.fitted ? &check.fitted->target() : nullptr;
    for (const Fault& fault : validate(project.run().network, project.run().training, inputs, target)) {
        std::string where;
        if (fault.layer >= 0)
            where = "layer " +
                    netloom::quoted(project.run().network.layers[static_cast<std::size_t>(fault.layer)].name) + ": ";
        (fault.severity == Fault::Severity::Error ? check.problems : check.notes).push_back(where + fault.text);
    }
    checkWeights(project, "weights", project.run().checkpoint.weights, inputs, check.problems);
    checkWeights(project, "weights of the best epoch", project.run().checkpoint.bestWeights, inputs, check.problems);
    checkHistory(project.run().checkpoint.history, check.problems);
    if (!project.unknown.empty())
        check.notes.push_back(
            "Members that this version does not know are kept: " + std::to_string(project.unknown.size()) + ".");
    if (project.readOnly)
        check.notes.emplace_back("The project was written by a newer version and is not changed.");
    return check;
}

} // namespace netloom
