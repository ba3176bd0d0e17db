// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/new_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/project_from_table.h"
#include "app/settings_help.h"
#include "core/base/error.h"
#include "core/project/project_file.h"
#include "core/suggestion/network_template.h"

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
    text += "Predicts " + netloom::quoted(target.column) + " from " + countText(project.run().network.inputs()) +
            " inputs\n";
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

class NewCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    TableArguments m_table;
    bool m_json = false;
};

void NewCommand::declare(Arguments& arguments)
{
    arguments.text("--data", m_table.data, "CSV", "the table to learn from");
    addTask(arguments, m_table);
    arguments.anyText("--layers", m_table.layers, "LAYERS",
                      "hidden layers, such as \"dense 16 tanh, dropout 0.2\"; an output layer that fits the target is "
                      "added unless the last layer is one; \"\" for none. Trained by plain settings; without it the "
                      "rule suggests both");
    std::string templates;
    for (const NetworkTemplate* kind : networkTemplates())
        templates += (templates.empty() ? "" : ", ") + kind->key;
    arguments.text("--template", m_table.networkTemplate, "KEY", "network and training of a template: " + templates);
    arguments.flag("--measured", m_table.measured,
                   "try some tens of networks on the training rows and take the choice");
    addSettings(arguments, m_table.settings);
    arguments.text("-o,--output", m_table.output, "PROJECT", "project file to write").required = true;
    addJson(arguments, m_json);
    addCsvOptions(arguments, m_table.csv);
    addGenerator(arguments, m_table);
}

int NewCommand::run()
{
    const TableProject made = projectFromTable(m_table);
    const Project& project = made.project;
    writeProject(project, m_table.output);

    const TargetInfo& target = made.prepared.fitted.target();
    if (m_table.target.empty() && m_table.sample.empty())
        tell("The target was guessed: " + netloom::quoted(target.column) + ". Name another one with --target.");
    if (const std::string ignored = columnsWith(project.recipe, ColumnRole::Ignore, true); !ignored.empty())
        tell("Not used: " + ignored);
    answer(m_json ? answerJson(project, made.prepared, m_table.output)
                  : answerText(project, made.prepared, m_table.output));
    return kGood;
}

} // namespace

const CommandInfo& newCommand()
{
    static const CommandInfo info{"new", "Make a project: a table, a network, settings", makeCommand<NewCommand>,
                                  settingsHelp};
    return info;
}

} // namespace netloom
