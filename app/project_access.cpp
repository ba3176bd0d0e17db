// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project_access.h"

#include "app/output.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/formats/recognize.h"
#include "core/preparation/computed_columns.h"
#include "core/project/project_file.h"
#include "core/project/settings.h"
#include "core/project/validate.h"
#include "core/project/weights_epoch.h"

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <system_error>

namespace netloom {

namespace fs = std::filesystem;

std::string folderOf(const std::string& projectPath)
{
    std::error_code ignored;
    const fs::path absolute = fs::absolute(projectPath, ignored);
    return (ignored ? fs::path(projectPath) : absolute).parent_path().string();
}

Project openProject(const std::string& path, const std::string& run)
{
    requireProject(path);
    Project project = readProject(path);
    if (run.empty())
        return project;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < project.runs.size(); ++i)
        if (project.runs[i].name == run)
            found.push_back(i);
    for (std::size_t i = 0; i < project.runs.size(); ++i)
        if (project.runs[i].id == run)
            found = {i}; // whatever others are called
    if (found.size() > 1)
        throw UsageError("--run: several runs are called " + netloom::quoted(run) +
                         "; take one by its id, which \"netloom info\" shows");
    if (found.empty())
        throw UsageError("--run: the project has no run " + netloom::quoted(run) +
                         "; \"netloom info\" shows those that it has");
    project.current = found.front();
    return project;
}

std::shared_ptr<const Table> loadProjectTable(Project& project, const std::string& projectPath, const std::string& data)
{
    std::vector<CsvWarning> warnings;
    if (!data.empty()) {
        requireTable(data);
        project.data.source = DataReference::Source::File;
        project.data.path = data;
        project.data.relativePath.clear();
    }
    std::shared_ptr<const Table> table =
        loadTable(project.data, data.empty() ? folderOf(projectPath) : std::string(), &warnings);
    tellWarnings(warnings);
    return withComputedColumns(std::move(table), project.recipe);
}

OtherTable loadOtherTable(const Project& project, const std::string& path, const CsvOptions& wishes, bool quiet)
{
    OtherTable other = readOtherTable(project, path, wishes);
    if (!quiet)
        tellWarnings(other.warnings);
    return other;
}

void referFrom(DataReference& reference, const std::string& projectPath)
{
    if (reference.source != DataReference::Source::File)
        return;
    const fs::path relative =
        fs::path(reference.path).lexically_relative(fs::path(folderOf(projectPath)).lexically_normal());
    reference.relativePath = relative.string();
}

Model trainedModel(const Project& project, WhichWeights which)
{
    const Checkpoint& checkpoint = project.run().checkpoint;
    std::optional<Model> model = modelOf(project.run(), which);
    if (!model)
        throw Error("the network has not been trained yet", {}, "Train it with \"netloom train\".");
    if (which == WhichWeights::Best && checkpoint.bestWeights.empty())
        throw Error("the weights of the best epoch were not kept", {},
                    "Leave out --weights best, or train with --set keep_best=yes.");
    if (!model->preparation)
        throw Error("the project does not say how the data were prepared for the trained network", {},
                    "Train it with \"netloom train\".");
    if (const std::string unfinished = unfinishedText(project.run()); !unfinished.empty())
        tell("warning: " + unfinished);
    return *model;
}

void tellLeftOut(const Recipe& recipe)
{
    for (const ColumnRecipe& column : recipe.columns)
        if (column.role == ColumnRole::Ignore && !column.reason.empty() && column.reason != "chosen")
            tell("note: column " + netloom::quoted(column.column, 40) + " is left out: " + column.reason +
                 " (\"netloom new --role COLUMN=input\" takes it)");
}

void applySettings(Project& project, const SettingTexts& settings)
{
    for (const auto& [key, value] : settings) {
        try {
            setSetting(project.run().training, project.run().split, key, value);
        } catch (const Error& error) {
            throw UsageError("--set " + netloom::quoted(key + "=" + value) + ": " + error.message());
        }
    }
}

void refuseFaults(const Project& project, const TargetInfo& target)
{
    for (const Fault& fault :
         validate(project.run().network, project.run().training, project.run().network.inputs(), &target)) {
        const std::string where =
            fault.layer >= 0
                ? "layer " + netloom::quoted(project.run().network.layers[static_cast<std::size_t>(fault.layer)].name)
                : "";
        if (fault.severity == Fault::Severity::Error)
            throw Error(fault.text, where);
        tell("warning: " + (where.empty() ? fault.text : where + ": " + fault.text));
    }
}

std::vector<Index> allRows(const Table& table)
{
    std::vector<Index> rows(static_cast<std::size_t>(table.rows));
    std::iota(rows.begin(), rows.end(), Index(0));
    return rows;
}

} // namespace netloom
