// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/diagram_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/offscreen.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/picture_format.h"
#include "app/project_access.h"
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "ui/diagram/coloring.h"
#include "ui/diagram/diagram_export.h"

namespace netloom {

namespace {

/// The preparation names inputs and outputs; of a network that was not trained it is made anew where the data are
/// there.
std::optional<FittedRecipe> preparationOf(Project& project, const std::string& path)
{
    if (project.run().fitted || project.data.source == DataReference::Source::None)
        return project.run().fitted;
    try {
        const PreparedData prepared = prepare(loadProjectTable(project, path), project.recipe, project.run().split);
        return prepared.fitted;
    } catch (const std::exception& error) {
        tell(std::string("warning: the columns have no names in the picture: ") + error.what());
        return std::nullopt;
    }
}

class DiagramCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    std::string m_project;
    std::string m_run;
    std::string m_output;
    DiagramStyle m_style;
    ExportOptions m_options;
};

void DiagramCommand::declare(Arguments& arguments)
{
    m_style.descriptions = false;
    addProject(arguments, m_project);
    addRun(arguments, m_run);
    arguments.text("-o,--output", m_output, "PICTURE", "file to write: *.png, *.svg or *.pdf").required = true;
    arguments.choice<DiagramKind>(
        "--view", m_style.kind, {{"neurons", DiagramKind::Neurons}, {"blocks", DiagramKind::Blocks}}, "what is drawn");
    std::vector<std::pair<std::string, const Coloring*>> choices;
    for (const Coloring* coloring : colorings())
        choices.emplace_back(coloring->key, coloring);
    arguments.choice<const Coloring*>("--color", m_style.coloring, choices, "what the links' colours mean");
    arguments.flag("--descriptions", m_style.descriptions, "name, activation and formula over each layer");
    arguments.flag("--preparation", m_style.preparation,
                   "the columns of the data and what is done to them, before the inputs");
    arguments.number<double>("--width", m_options.width, 16, 20000, "width in logical pixels (default 1200)");
    arguments.number<double>("--scale", m_options.scale, 0.1, 20, "PNG: pixels per logical pixel (default 1)");
    arguments.flag("--dark", m_style.dark, "light on dark");
    arguments.flag("--transparent", m_options.transparent, "no background");
}

int DiagramCommand::run()
{
    const Offscreen offscreen(Offscreen::Use::Painting);
    const std::string format = outputFormat(m_output, {"png", "svg", "pdf"});
    Project project = openProject(m_project, m_run);
    std::vector<InputFile> read = dataFilesOf(project, m_project);
    read.push_back({m_project, "project"});
    requireOutput(m_output, outputKind(format), read);
    std::shared_ptr<const ParameterSet> weights;
    if (!project.run().checkpoint.empty())
        weights = project.run().checkpoint.weights.pointer();
    else if (m_style.coloring->needsWeights())
        throw Error("the network has not been trained yet, so that there are no weights to show", m_project,
                    "Train it with \"netloom train\", or leave out --color " + std::string(m_style.coloring->key) +
                        ".");
    const std::optional<FittedRecipe> fitted = preparationOf(project, m_project);
    const Index inputs = fitted ? static_cast<Index>(fitted->features().size()) : project.run().network.inputs();
    const DiagramScene scene = diagramScene(project.run().network, inputs, fitted ? &*fitted : nullptr, weights);
    const QByteArray bytes = format == "png"   ? diagramPng(scene, m_style, m_options)
                             : format == "svg" ? diagramSvg(scene, m_style, m_options)
                                               : diagramPdf(scene, m_style, m_options);
    writeCheckedFile(m_output, std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
    tell("Written: " + m_output);
    return kGood;
}

} // namespace

const CommandInfo& diagramCommand()
{
    static const CommandInfo info{"diagram", "Draw the network", makeCommand<DiagramCommand>};
    return info;
}

} // namespace netloom
