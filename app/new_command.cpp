// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/new_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/project_access.h"
#include "app/project_from_table.h"
#include "app/settings_help.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/project/project_file.h"
#include "core/project/validate.h"
#include "core/suggestion/network_template.h"

namespace netloom {

namespace {

std::string columnsWith(const Recipe& recipe, ColumnRole role)
{
    std::string text;
    for (const ColumnRecipe& column : recipe.columns)
        if (column.role == role)
            text += (text.empty() ? "" : ", ") + netloom::quoted(column.column);
    return text;
}

std::string answerText(const Project& project, const PreparedData& prepared, const std::string& path)
{
    const TargetInfo& target = prepared.fitted.target();
    std::string text = "Written: " + path + '\n';
    const Index inputs = project.run().network.inputs();
    text += "Predicts " + netloom::quoted(target.column) + " from " + countText(inputs) +
            (inputs == 1 ? " input\n" : " inputs\n");
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
    int draw() const;

    std::optional<Index> m_inputs; ///< a network without data
    bool m_json = false;
};

void NewCommand::declare(Arguments& arguments)
{
    arguments.text("--data", m_table.data, "CSV", "the table to learn from");
    arguments.number<Index>(
        "--inputs", m_inputs, 1, 1'000'000,
        "a network to be drawn, without data: so many inputs; needs --layers with the output layer");
    addTask(arguments, m_table);
    arguments.anyText("--layers", m_table.layers, "LAYERS",
                      "hidden layers, such as \"dense 16 tanh, dropout 0.2\"; an output layer that fits the target is "
                      "added unless the last layer is one; \"\" for none. Trained by plain settings; without it the "
                      "rule suggests both");
    arguments.flag("--no-output", m_table.noOutput, "--layers are all there are: no output layer is added");
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

/// A network without data, as the window's start page makes one.
int NewCommand::draw() const
{
    if (!m_table.data.empty() || !m_table.sample.empty())
        throw UsageError("--inputs is for a network without data; with data the inputs follow its columns");
    if (!m_table.layers)
        throw UsageError("--inputs needs --layers, such as \"dense 5 relu, dense 1 sigmoid\"");
    Project project;
    applySettings(project, m_table.settings);
    try {
        project.run().network.layers = parseLayers(*m_table.layers);
    } catch (const Error& error) {
        throw UsageError("--layers: " + error.message());
    }
    if (const int output = outputLayer(project.run().network); output >= 0)
        project.run().network.layers[static_cast<std::size_t>(output)].name = "output";
    project.run().network.setInputs(*m_inputs);
    for (const Fault& fault : validate(project.run().network, project.run().training, *m_inputs, nullptr))
        if (fault.severity == Fault::Severity::Error)
            throw Error(fault.text, "--layers");
    requireOutput(m_table.output, OutputKind::Project, {});
    writeProject(project, m_table.output);
    const std::string layers = formatLayers(project.run().network.layers);
    JsonValue json;
    json["project"] = m_table.output;
    json["inputs"] = *m_inputs;
    json["layers"] = layers;
    answer(m_json ? jsonLine(json) : std::to_string(*m_inputs) + " inputs, no data\nLayers: " + layers + '\n');
    return kGood;
}

int NewCommand::run()
{
    if (m_inputs)
        return draw();
    const TableProject made = projectFromTable(m_table);
    const Project& project = made.project;
    writeProject(project, m_table.output);

    const TargetInfo& target = made.prepared.fitted.target();
    if (m_table.target.empty() && m_table.sample.empty())
        tell("The target was guessed: " + netloom::quoted(target.column) + ". Name another one with --target.");
    if (const std::string ignored = columnsWith(project.recipe, ColumnRole::Ignore); !ignored.empty())
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
