// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/new_command.h"

#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/io/project_file.h"

#include <algorithm>

namespace netloom {

namespace {

DataReference referenceOf(const NewArguments& arguments)
{
    if (arguments.data.empty() == arguments.sample.empty())
        throw UsageError("either --data or --sample is needed");
    DataReference reference;
    if (arguments.sample.empty()) {
        reference.source = DataReference::Source::File;
        reference.path = arguments.data;
        reference.csv = arguments.csv;
        return reference;
    }
    if (!findSample(arguments.sample)) {
        std::string keys;
        for (const SampleInfo& sample : samples())
            keys += (keys.empty() ? "" : ", ") + sample.key;
        throw UsageError("there is no sample " + netloom::quoted(arguments.sample) + "; there are " + keys +
                         ", function");
    }
    reference.source = DataReference::Source::Sample;
    reference.sample = arguments.sample;
    reference.generator = arguments.generator;
    return reference;
}

/// Whether a layer written by the user is the output layer already.
bool isOutput(const LayerSpec& layer, const TargetInfo& target)
{
    const FieldValue* units = layer.fields.find("units");
    const FieldValue* activation = layer.fields.find("activation");
    return layer.type == "dense" && units && *units == FieldValue(target.outputs()) &&
           (activation ? *activation == FieldValue(std::string(target.activation())) : target.activation() == "linear");
}

void setLayers(NetworkSpec& network, const std::string& text, const TargetInfo& target)
{
    try {
        network.layers = parseLayers(text);
    } catch (const Error& error) {
        throw UsageError("--layers: " + error.message());
    }
    if (network.layers.empty() || !isOutput(network.layers.back(), target))
        network.layers.push_back(
            {"dense",
             std::string(),
             {{"units", std::max<Index>(target.outputs(), 1)}, {"activation", std::string(target.activation())}}});
    LayerSpec& output = network.layers.back();
    const auto named = [&](const LayerSpec& layer) { return &layer != &output && layer.name == "output"; };
    output.name =
        std::any_of(network.layers.begin(), network.layers.end(), named) ? freeLayerName(network, "output") : "output";
}

/// Order of classes and positive class of every target, as wished.
void setClasses(Recipe& recipe, const NewArguments& arguments)
{
    for (ColumnRecipe& column : recipe.columns) {
        if (column.role != ColumnRole::Target)
            continue;
        if (!arguments.classes.empty())
            column.order = splitList(arguments.classes);
        if (!arguments.positive.empty())
            column.positive = arguments.positive;
    }
}

void refuseUnknownClasses(const NewArguments& arguments, const TargetInfo& target)
{
    for (const std::string& name : splitList(arguments.classes))
        if (std::find(target.classes.begin(), target.classes.end(), name) == target.classes.end())
            throw UsageError("--classes: the target " + netloom::quoted(target.column) +
                             (target.classes.empty() ? " has no classes" : " has no class " + netloom::quoted(name)));
    if (!arguments.positive.empty() && target.task != Task::Binary && target.task != Task::MultiBinary)
        throw UsageError("--positive: the target " + netloom::quoted(target.column) + " does not have two classes");
}

std::string columnsWith(const Recipe& recipe, ColumnRole role, bool reasons)
{
    std::string text;
    for (const ColumnRecipe& column : recipe.columns)
        if (column.role == role)
            text += (text.empty() ? "" : ", ") + netloom::quoted(column.column) +
                    (reasons && !column.reason.empty() ? " (" + column.reason + ")" : "");
    return text;
}

std::string answerText(const Project& project, const Workspace& workspace, const std::string& path)
{
    const TargetInfo& target = workspace.fitted.target();
    std::string text = "Written: " + path + '\n';
    text += "Predicts " + netloom::quoted(target.column) + " from " + countText(project.network.inputs) + " inputs\n";
    text += "Rows: " + countText(static_cast<Index>(workspace.split.train.size())) + " training, " +
            countText(static_cast<Index>(workspace.split.validation.size())) + " validation, " +
            countText(static_cast<Index>(workspace.split.test.size())) + " test\n";
    text += "Layers: " + formatLayers(project.network.layers) + '\n';
    return text;
}

std::string answerJson(const Project& project, const Workspace& workspace, const std::string& path)
{
    const TargetInfo& target = workspace.fitted.target();
    Json json;
    json["project"] = path;
    json["target"] = target.column;
    json["inputs"] = project.network.inputs;
    json["outputs"] = target.outputs();
    json["layers"] = formatLayers(project.network.layers);
    json["rows"] = {{"train", workspace.split.train.size()},
                    {"validation", workspace.split.validation.size()},
                    {"test", workspace.split.test.size()}};
    return jsonLine(json);
}

} // namespace

int runNew(const NewArguments& arguments)
{
    DataReference reference = referenceOf(arguments);
    if (!arguments.data.empty())
        refuseSameFile(arguments.output, arguments.data, "data");
    Project project;
    applySettings(project, arguments.settings); // a wrong key is told before a large file is read
    if (arguments.layers)
        setLayers(project.network, *arguments.layers, TargetInfo());

    std::vector<CsvWarning> warnings;
    const std::shared_ptr<const Table> table = loadTable(reference, {}, &warnings);
    tellWarnings(warnings);
    project = newProject(reference, *table, arguments.target);
    applySettings(project, arguments.settings);
    setClasses(project.recipe, arguments);
    const Workspace workspace = prepare(table, project.recipe, project.split);
    tellWarnings(workspace.warnings);
    const TargetInfo& target = workspace.fitted.target();
    refuseUnknownClasses(arguments, target);
    if (target.task == Task::None)
        throw Error("there is no column to predict", {}, "Name one with --target.");
    project.network.inputs = static_cast<Index>(workspace.fitted.features().size());
    if (arguments.layers)
        setLayers(project.network, *arguments.layers, target);
    followTarget(project.network, project.training, target);
    refuseFaults(project, target);
    referFrom(project.data, arguments.output);
    writeProject(project, arguments.output);

    if (arguments.target.empty() && arguments.sample.empty())
        tell("The target was guessed: " + netloom::quoted(target.column) + ". Name another one with --target.");
    if (const std::string ignored = columnsWith(project.recipe, ColumnRole::Ignore, true); !ignored.empty())
        tell("Not used: " + ignored);
    answer(arguments.json ? answerJson(project, workspace, arguments.output)
                          : answerText(project, workspace, arguments.output));
    return kGood;
}

} // namespace netloom
