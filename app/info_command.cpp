// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/info_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/project_access.h"
#include "app/project_check.h"
#include "core/base/error.h"
#include "core/project/settings.h"

namespace netloom {

namespace {

JsonValue layersJson(const Project& project, const std::vector<LayerShape>& shapes)
{
    JsonValue list = JsonValue::list();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const LayerSpec& layer = project.run().network.layers[i];
        JsonValue json;
        json["name"] = layer.name;
        json["type"] = layer.type;
        for (const auto& [key, value] : layer.fields.entries())
            std::visit([&json, key = key](const auto& v) { json["fields"][key] = v; }, value);
        json["inputs"] = shapes[i].inputs();
        json["outputs"] = shapes[i].outputs();
        json["parameters"] = shapes[i].parameters;
        list.append(std::move(json));
    }
    return list;
}

JsonValue settingsJson(const Project& project)
{
    JsonValue json;
    for (const FieldInfo& field : settingFields(project.run().training, project.run().split))
        json[field.key] = settingText(project.run().training, project.run().split, field.key);
    return json;
}

JsonValue infoJson(const Project& project, const std::vector<LayerShape>& shapes, const ProjectCheck& check)
{
    Index parameters = 0;
    for (const LayerShape& shape : shapes)
        parameters += shape.parameters;
    JsonValue json;
    json["sound"] = check.problems.empty();
    json["problems"] = check.problems;
    json["notes"] = check.notes;
    JsonValue data;
    data["source"] = std::string(sourceName(project.data.source));
    if (project.data.source == DataReference::Source::File) {
        data["path"] = project.data.path;
        data["sha256"] = project.data.sha256;
    } else if (project.data.source == DataReference::Source::Sample) {
        data["sample"] = project.data.sample;
    }
    data["rows"] = check.rows;
    if (check.split)
        data["parts"] = JsonValue::object({{"train", check.split->train.size()},
                                           {"validation", check.split->validation.size()},
                                           {"test", check.split->test.size()}});
    json["data"] = std::move(data);
    json["target"] = check.fitted ? JsonValue(check.fitted->target().column) : JsonValue();
    json["inputs"] = project.run().network.inputs();
    json["layers"] = layersJson(project, shapes);
    json["parameters"] = parameters;
    json["settings"] = settingsJson(project);
    json["trained"] = !project.run().checkpoint.empty();
    const History& history = project.run().checkpoint.history;
    json["epochs"] = history.epochs();
    json["best_epoch"] = history.bestEpoch >= 0 ? JsonValue(history.bestEpoch + 1) : JsonValue();
    json["last"] = history.epochs() > 0 ? epochJson(history, history.epochs() - 1) : JsonValue();
    json["read_only"] = project.readOnly;
    json["run"] = project.run().id;
    JsonValue runs = JsonValue::list();
    for (const Run& run : project.runs)
        runs.append(JsonValue::object({{"id", run.id},
                                       {"name", run.name},
                                       {"layers", formatLayers(run.network.layers)},
                                       {"epochs", run.checkpoint.history.epochs()}}));
    json["runs"] = std::move(runs);
    return json;
}

std::string layersText(const Project& project, const std::vector<LayerShape>& shapes)
{
    std::vector<std::vector<std::string>> rows = {{"Layer", "kind", "inputs", "outputs", "parameters"}};
    Index parameters = 0;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const LayerSpec& layer = project.run().network.layers[i];
        rows.push_back({netloom::quoted(layer.name, 32), formatLayers({layer}), countText(shapes[i].inputs()),
                        countText(shapes[i].outputs()), countText(shapes[i].parameters)});
        parameters += shapes[i].parameters;
    }
    return alignedTable(rows, 2) + "Parameters: " + countText(parameters) + '\n';
}

std::string runsText(const Project& project)
{
    if (project.runs.size() < 2)
        return {};
    std::vector<std::vector<std::string>> rows = {{"Run", "name", "network", "epochs"}};
    for (const Run& run : project.runs)
        rows.push_back({run.id + (run.id == project.run().id ? " *" : ""),
                        run.name.empty() ? "" : netloom::quoted(run.name, 40), formatLayers(run.network.layers),
                        std::to_string(run.checkpoint.history.epochs())});
    return alignedTable(rows, 3);
}

std::string infoText(const Project& project, const std::vector<LayerShape>& shapes, const ProjectCheck& check)
{
    std::string text = "Data: ";
    switch (project.data.source) {
    case DataReference::Source::File:
        text += netloom::quoted(project.data.path, 255);
        break;
    case DataReference::Source::Sample:
        text += "sample " + project.data.sample;
        break;
    case DataReference::Source::None:
        text += "none";
        break;
    }
    if (check.rows)
        text += ", " + countText(*check.rows) + " rows";
    text += '\n';
    if (check.split)
        text += "Parts: " + countText(static_cast<Index>(check.split->train.size())) + " training, " +
                countText(static_cast<Index>(check.split->validation.size())) + " validation, " +
                countText(static_cast<Index>(check.split->test.size())) + " test rows\n";
    if (check.fitted)
        text += "Target: " + netloom::quoted(check.fitted->target().column) + '\n';
    text += runsText(project);
    text += "Inputs: " + countText(project.run().network.inputs()) + '\n' + layersText(project, shapes);
    text += "Optimizer " + project.run().training.optimizer.type + ", loss " + project.run().training.loss.type + ", " +
            std::to_string(project.run().training.epochs) + " epochs, batch size " +
            std::to_string(project.run().training.batchSize) + ", seed " + std::to_string(project.run().training.seed) +
            '\n';
    const History& history = project.run().checkpoint.history;
    if (project.run().checkpoint.empty())
        text += "Not trained\n";
    else if (history.epochs() > 0)
        text += "Trained for " + std::to_string(history.epochs()) +
                " epochs: " + epochText(history, history.epochs() - 1) +
                (history.bestEpoch >= 0 ? "; best epoch " + std::to_string(history.bestEpoch + 1) : "") + '\n';
    else
        text += "Trained\n";
    for (const std::string& note : check.notes)
        text += "Note: " + note + '\n';
    for (const std::string& problem : check.problems)
        text += "Problem: " + problem + '\n';
    text += check.problems.empty() ? "The project is sound.\n" : "The project is not sound.\n";
    return text;
}

class InfoCommand final : public Command
{
public:
    void declare(Arguments& arguments) override
    {
        addProject(arguments, m_project);
        addRun(arguments, m_run);
        addJson(arguments, m_json);
    }
    int run() override;

private:
    std::string m_project;
    std::string m_run;
    bool m_json = false;
};

int InfoCommand::run()
{
    Project project = openProject(m_project, m_run);
    const ProjectCheck check = checkProject(project, m_project);
    const std::vector<LayerShape> shapes = layerShapes(project.run().network, project.run().network.inputs());
    answer(m_json ? jsonLine(infoJson(project, shapes, check)) : infoText(project, shapes, check));
    return check.problems.empty() ? kGood : kFailed;
}

} // namespace

const CommandInfo& infoCommand()
{
    static const CommandInfo info{"info", "What a project holds, and whether it is sound", makeCommand<InfoCommand>};
    return info;
}

} // namespace netloom
