// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/new_command.h"

#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/project_from_table.h"
#include "core/base/error.h"
#include "core/project/project_file.h"

namespace netloom {

namespace {

std::string columnsWith(const Recipe& recipe, ColumnRole role, bool reasons)
{
    std::string text;
    for (const ColumnRecipe& column : recipe.columns)
        if (column.role == role)
            text += (text.empty() ? "" : ", ") + netloom::quoted(column.column) +
                    (reasons && !column.reason.empty() ? " (" + column.reason + ")" : "");
    return text;
}

std::string answerText(const Project& project, const PreparedData& prepared, const std::string& path)
{
    const TargetInfo& target = prepared.fitted.target();
    std::string text = "Written: " + path + '\n';
    text +=
        "Predicts " + netloom::quoted(target.column) + " from " + countText(project.run().network.inputs()) + " inputs\n";
    text += "Rows: " + countText(static_cast<Index>(prepared.split.train.size())) + " training, " +
            countText(static_cast<Index>(prepared.split.validation.size())) + " validation, " +
            countText(static_cast<Index>(prepared.split.test.size())) + " test\n";
    text += "Layers: " + formatLayers(project.run().network.layers) + '\n';
    return text;
}

std::string answerJson(const Project& project, const PreparedData& prepared, const std::string& path)
{
    const TargetInfo& target = prepared.fitted.target();
    JsonValue json;
    json["project"] = path;
    json["target"] = target.column;
    json["inputs"] = project.run().network.inputs();
    json["outputs"] = target.outputs();
    json["layers"] = formatLayers(project.run().network.layers);
    json["rows"] = JsonValue::object({{"train", prepared.split.train.size()},
                                      {"validation", prepared.split.validation.size()},
                                      {"test", prepared.split.test.size()}});
    return jsonLine(json);
}

} // namespace

int runNew(const NewArguments& arguments)
{
    const TableProject made = projectFromTable(arguments);
    const Project& project = made.project;
    writeProject(project, arguments.output);

    const TargetInfo& target = made.prepared.fitted.target();
    if (arguments.target.empty() && arguments.sample.empty())
        tell("The target was guessed: " + netloom::quoted(target.column) + ". Name another one with --target.");
    if (const std::string ignored = columnsWith(project.recipe, ColumnRole::Ignore, true); !ignored.empty())
        tell("Not used: " + ignored);
    answer(arguments.json ? answerJson(project, made.prepared, arguments.output)
                          : answerText(project, made.prepared, arguments.output));
    return kGood;
}

} // namespace netloom
