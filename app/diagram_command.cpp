// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/diagram_command.h"

#include "app/exit_status.h"
#include "app/output.h"
#include "app/picture_format.h"
#include "app/project_access.h"
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "core/project/project_file.h"
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

} // namespace

int runDiagram(const DiagramArguments& arguments)
{
    const std::string format = outputFormat(arguments.output, {"png", "svg", "pdf"});
    refuseSameFile(arguments.output, arguments.project, "project");
    Project project = readProject(arguments.project);
    std::shared_ptr<const ParameterSet> weights;
    if (!project.run().checkpoint.empty())
        weights = project.run().checkpoint.weights.pointer();
    else if (arguments.colorWeights)
        throw Error("the network has not been trained yet, so that there are no weights to show", arguments.project,
                    "Train it with \"netloom train\", or leave out --color weights.");
    const std::optional<FittedRecipe> fitted = preparationOf(project, arguments.project);
    const Index inputs = fitted ? static_cast<Index>(fitted->features().size()) : project.run().network.inputs();
    const DiagramScene scene = diagramScene(project.run().network, inputs, fitted ? &*fitted : nullptr, weights);

    DiagramStyle style;
    style.kind = arguments.blocks ? DiagramKind::Blocks : DiagramKind::Neurons;
    style.color = arguments.colorWeights ? DiagramColor::Weights : DiagramColor::Structure;
    style.descriptions = arguments.descriptions;
    style.preparation = arguments.preparation;
    style.dark = arguments.dark;
    ExportOptions options;
    options.width = arguments.width;
    options.scale = arguments.scale;
    options.transparent = arguments.transparent;
    const QByteArray bytes = format == "png"   ? diagramPng(scene, style, options)
                             : format == "svg" ? diagramSvg(scene, style, options)
                                               : diagramPdf(scene, style, options);
    writeCheckedFile(arguments.output, std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
    tell("Written: " + arguments.output);
    return kGood;
}

} // namespace netloom
