// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/diagram_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/offscreen.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/picture_format.h"
#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/explanation/pixel_inputs.h"
#include "core/files/checked_file.h"
#include "core/training/evaluate.h"
#include "ui/diagram/boundary_export.h"
#include "ui/diagram/coloring.h"
#include "ui/diagram/diagram_export.h"
#include "ui/diagram/diagram_facts.h"
#include "ui/diagram/row_activity.h"

#include <QFileInfo>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace netloom {

namespace {

constexpr double mostWidth = 1200; ///< of pictures whose width is not said

/// The data name inputs and outputs, and tell what the units do. A network can be drawn without them.
std::optional<PreparedData> dataOf(Project& project, const std::string& path)
{
    if (project.data.source == DataReference::Source::None)
        return std::nullopt;
    try {
        return prepare(loadProjectTable(project, path), project.recipe, project.run().split);
    } catch (const std::exception& error) {
        tell(std::string("warning: the picture does without the data: ") + error.what());
        return std::nullopt;
    }
}

class DiagramCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    std::optional<Index> chooseColoring();
    void chooseFigure();
    void addPixels(DiagramScene& scene, const std::optional<PreparedData>& data) const;
    QByteArray boundary(const std::string& format, const std::optional<PreparedData>& data,
                        const std::optional<Model>& model) const;
    std::shared_ptr<const RowActivity> rowOf(const DiagramScene& scene, const std::optional<PreparedData>& data,
                                             const std::optional<Model>& model, std::optional<Index> row) const;

    std::string m_project;
    std::string m_run;
    std::string m_output;
    BoundaryChoice m_map; ///< without its columns
    std::string m_across;
    std::string m_target;
    std::string m_up;
    std::string m_figure;
    double m_font = 0;
    enum class Runs { Automatic, Fold, Show } m_runs = Runs::Automatic;
    bool m_matrix = false;
    std::string m_color{colorings().front()->key};
    DiagramStyle m_style;
    ExportOptions m_options;
};

void DiagramCommand::declare(Arguments& arguments)
{
    m_style.descriptions = false;
    m_options.width = 0;
    addProject(arguments, m_project);
    addRun(arguments, m_run);
    arguments.text("-o,--output", m_output, "PICTURE", "file to write: *.png, *.svg, *.pdf or *.tex (TikZ)").required =
        true;
    arguments.choice<DiagramKind>(
        "--view", m_style.kind,
        {{"neurons", DiagramKind::Neurons}, {"blocks", DiagramKind::Blocks}, {"boundary", DiagramKind::Boundary}},
        "what is drawn: boundary is what the network says over two columns");
    arguments.text("--across", m_across, "COLUMN", "boundary: from left to right");
    arguments.text("--up", m_up, "COLUMN", "boundary: from bottom to top");
    arguments.number<double>("--beyond", m_map.beyond, 0, 10,
                             "boundary: shown on either side of the training rows, in shares of their range (default "
                             "0.1)");
    arguments.flag("--decision-only", m_map.decisionOnly, "boundary: the predicted class, without how sure it is");
    arguments.text("--target", m_target, "COLUMN", "boundary: which of several targets (default the first)");
    std::string keys;
    for (const Coloring* coloring : colorings())
        keys += (keys.empty() ? "" : ", ") + std::string(coloring->key);
    arguments.text("--color", m_color, "MEANING",
                   "what the links' colours mean: " + keys + "; sample:N shows row N of the table");
    arguments.choice<UnitOrder>("--order", m_style.order,
                                {{"network", UnitOrder::Network}, {"importance", UnitOrder::Importance}},
                                "units from top to bottom (default network)");
    arguments.choice<DiagramDirection>("--direction", m_style.direction,
                                       {{"right", DiagramDirection::Right}, {"down", DiagramDirection::Down}},
                                       "where it goes from inputs to outputs (default right)");
    arguments.choice<Runs>("--runs", m_runs, {{"fold", Runs::Fold}, {"show", Runs::Show}},
                           "three and more equal layers as one column, \"× 198\", or each (default: fold in figures)");
    arguments.choice<LinkScale>("--lines", m_style.scale,
                                {{"layer", LinkScale::PerLayer}, {"network", LinkScale::Common}},
                                "what the widest line is the largest of (default layer)");
    arguments.flag("--descriptions", m_style.descriptions, "name, activation and formula over each layer");
    arguments.flag("--preparation", m_style.preparation,
                   "the columns of the data and what is done to them, before the inputs");
    arguments.number<double>("--width", m_options.width, 16, 20000,
                             "width in logical pixels (default: as wide as suits, at most 1200)");
    arguments.number<double>("--scale", m_options.scale, 0.1, 20, "PNG: pixels per logical pixel (default 1)");
    arguments.text("--figure", m_figure, "WIDTH",
                   "a figure for print so wide: 85mm, or what a journal asks for: nature1, nature2, ieee1, ieee2, "
                   "elsevier1, elsevier2, slide, poster");
    arguments.number<double>("--font", m_font, 6.6, 72, "figures: size of names in pt (default 7)");
    arguments.choice<DiagramMedium>("--print", m_style.medium,
                                    {{"colour", DiagramMedium::Figure}, {"bw", DiagramMedium::BlackWhite}},
                                    "figures: told apart without colour too (colour), or without any (bw)");
    arguments.flag("--matrix", m_matrix, "weights of wide layers as a matrix of cells");
    arguments.flag("--pixels", m_style.pixels,
                   "inputs that are the pixels of a square, by their names, as a picture: of the row, or the average");
    arguments.flag("--dark", m_style.dark, "light on dark");
    arguments.flag("--transparent", m_options.transparent, "no background");
}

/// @returns the row of "sample:N", counted from 0
std::optional<Index> DiagramCommand::chooseColoring()
{
    const std::size_t colon = m_color.find(':');
    m_style.coloring = findColoring(std::string_view(m_color).substr(0, colon));
    if (!m_style.coloring)
        throw UsageError("--color " + m_color + " is not known; --help lists what the colours can mean");
    if (colon == std::string::npos)
        return std::nullopt;
    const std::string number = m_color.substr(colon + 1);
    long long row = 0;
    const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), row);
    if (m_style.coloring->needs != ColoringNeeds::Row || problem != std::errc() ||
        end != number.data() + number.size() || row < 1)
        throw UsageError("--color " + m_color + " is not known; sample:12 shows row 12 of the table");
    return row - 1;
}

/// "85mm", "85", or the key of a preset.
void DiagramCommand::chooseFigure()
{
    if (m_figure.empty()) {
        if (m_style.medium != DiagramMedium::Screen || m_font > 0)
            throw UsageError("--print and --font are for figures: say how wide one is, --figure 85mm");
        return;
    }
    for (const FigurePreset& preset : figurePresets())
        if (m_figure == preset.key) {
            m_options.figure = preset.width;
            m_options.font = preset.font;
        }
    if (m_options.figure <= 0) {
        const char* begin = m_figure.data();
        const char* finish = begin + m_figure.size();
        const auto [end, problem] = std::from_chars(begin, finish, m_options.figure);
        const std::string_view unit(end, static_cast<std::size_t>(finish - end));
        if (problem != std::errc() || !(unit.empty() || unit == "mm") || !(m_options.figure > 0))
            throw UsageError("--figure " + m_figure + " is not a width; 85mm is, and so is nature1");
    }
    if (m_font > 0)
        m_options.font = m_font;
}

std::shared_ptr<const RowActivity> DiagramCommand::rowOf(const DiagramScene& scene,
                                                         const std::optional<PreparedData>& data,
                                                         const std::optional<Model>& model,
                                                         std::optional<Index> row) const
{
    if (!data)
        throw Error("there is no data to take a row from", m_project, "Name it with \"netloom train --data\".");
    const auto rows = static_cast<Index>(data->parts.size());
    if (!row)
        row = data->split.test.empty() ? 0 : data->split.test.front();
    if (*row >= rows)
        throw Error("the table has " + std::to_string(rows) + " rows, and no row " + std::to_string(*row + 1),
                    m_project);
    return std::make_shared<RowActivity>(
        rowActivity(model ? *model : Model{scene.network, SharedParameters(*scene.weights), nullptr}, *data, *row));
}

void DiagramCommand::addPixels(DiagramScene& scene, const std::optional<PreparedData>& data) const
{
    if (!data || pixelSide(data->fitted.featureNames()) == 0)
        throw Error("the inputs are no square of at least 25 pixels", m_project,
                    "Names such as p00, p01 ... or pixel0, pixel1 ... tell that they are.");
    const ParameterSet weights = scene.weights ? *scene.weights : initialWeights(scene.network, scene.inputs, 0);
    scene.pixels = std::make_shared<PixelPictures>(pixelPictures(scene.network, weights, *data->table, data->fitted,
                                                                 data->split.train, scene.row ? scene.row->row : -1));
}

QByteArray DiagramCommand::boundary(const std::string& format, const std::optional<PreparedData>& data,
                                    const std::optional<Model>& model) const
{
    if (!data || !model)
        throw Error("the boundary needs data and a trained network", m_project, "Train it with \"netloom train\".");
    BoundaryChoice choice = m_map;
    choice.across = QString::fromStdString(m_across);
    choice.up = QString::fromStdString(m_up);
    choice.target = QString::fromStdString(m_target);
    constexpr int cells = 240;
    const BoundaryScene scene = boundaryScene(*model, *data, choice, cells);
    const double width = m_options.width > 0 ? m_options.width : mostWidth;
    const double height = width * (scene.map.exact ? 0.55 : 0.9);
    return boundaryFile(scene, QSizeF(width, height), m_style.dark, format, m_options.scale,
                        QFileInfo(QString::fromStdString(m_project)).completeBaseName());
}

int DiagramCommand::run()
{
    const Offscreen offscreen(Offscreen::Use::Painting);
    const std::string format = outputFormat(m_output, {"png", "svg", "pdf", "tex"});
    const std::optional<Index> row = chooseColoring();
    chooseFigure();
    m_style.runs = m_runs == Runs::Fold || (m_runs == Runs::Automatic && m_options.figure > 0);
    Project project = openProject(m_project, m_run);
    std::vector<InputFile> read = dataFilesOf(project, m_project);
    read.push_back({m_project, "project"});
    requireOutput(m_output, outputKind(format), read);
    const std::optional<PreparedData> data = dataOf(project, m_project);
    const std::optional<Model> model = modelOf(project.run());
    if (m_style.kind == DiagramKind::Boundary) {
        const QByteArray bytes = boundary(format, data, model);
        writeCheckedFile(m_output, std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
        tell("Written: " + m_output);
        return kGood;
    }
    const FittedRecipe* fitted = project.run().fitted ? &*project.run().fitted : data ? &data->fitted : nullptr;
    const Index inputs = fitted ? static_cast<Index>(fitted->features().size()) : project.run().network.inputs();
    DiagramScene scene =
        diagramScene(project.run().network, inputs, fitted, model ? model->weights.pointer() : nullptr);
    if (m_style.coloring->needsWeights())
        setFacts(scene, diagramFacts(project.run().network, project.run().training, inputs, scene.weights,
                                     data ? data->data.train : nullptr));
    if (m_style.coloring->needs == ColoringNeeds::Start && scene.fresh)
        throw Error("the network has not been trained yet, so that nothing has changed", m_project,
                    "Train it with \"netloom train\".");
    if (m_style.coloring->needs == ColoringNeeds::Row)
        scene.row = rowOf(scene, data, model, row);
    if (m_style.pixels)
        addPixels(scene, data);
    if (m_matrix)
        for (std::size_t layer = 0; layer < scene.shapes.size(); ++layer)
            if (scene.shapes[layer].inputs() * scene.shapes[layer].outputs() > 4096)
                m_style.matrices.insert(static_cast<int>(layer));
    m_options.title = QFileInfo(QString::fromStdString(m_project)).completeBaseName();
    if (model)
        m_options.comment = QStringLiteral("Seed %1, epoch %2.")
                                .arg(project.run().training.seed)
                                .arg(project.run().checkpoint.history.epochs());
    if (m_options.width <= 0) {
        m_options.width = mostWidth;
        m_options.width = std::clamp(std::ceil(diagramSize(scene, m_style, m_options).width()), 16.0, mostWidth);
    }
    if (format == "png")
        if (const PictureCost cost = diagramCost(scene, m_style, m_options); cost.isWorthTelling())
            tell("Making " + std::to_string(cost.pixels.width()) + " x " + std::to_string(cost.pixels.height()) +
                 " pixels: " + cost.text().toStdString());
    const QByteArray bytes = format == "png"   ? diagramPng(scene, m_style, m_options)
                             : format == "svg" ? diagramSvg(scene, m_style, m_options)
                             : format == "tex" ? diagramTikz(scene, m_style, m_options)
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
