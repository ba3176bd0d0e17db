// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explain_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/explanation_output.h"
#include "app/explanation_picture.h"
#include "app/offscreen.h"
#include "app/output.h"
#include "app/plot_output.h"
#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/data/column_values.h"
#include "core/preparation/recipe_guess.h"

#include <algorithm>
#include <functional>
#include <thread>

namespace netloom {

namespace {

constexpr Index kUnitRows = 500;
constexpr std::size_t kNearest = 5;

class ExplainCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    void refuseContradictions() const;
    Index outputPlace(const ExplainedModel& model) const;
    Background background(const ExplainedModel& model) const;
    const std::vector<Index>& partRows(const Split& split, std::string& name) const;
    RowReport explainOne(ExplainedModel& model, const Table& table) const;
    GlobalReport explainAll(ExplainedModel& model, const Split& split) const;
    DependenceReport explainColumn(ExplainedModel& model, const Split& split) const;
    /// @param picture  makes the bytes of the plot
    int tellAll(const std::string& text, const JsonValue& json, const std::string& csv,
                const std::function<QByteArray()>& picture) const;
    int threads() const;

    std::string m_project;
    std::string m_run;
    std::string m_data;
    CsvOptions m_csv;
    WhichWeights m_weights = WhichWeights::Last;
    std::optional<Index> m_row; ///< counted from 1
    bool m_global = false;
    std::string m_dependence;
    std::string m_second;
    bool m_ale = false;
    std::string m_part;
    std::string m_output;
    ExplainedScale m_scale = ExplainedScale::Default;
    std::string m_background = "train";
    Index m_backgroundRows = kBackgroundRows;
    std::optional<std::string> m_whatIf;
    std::vector<std::string> m_freeze;
    double m_threshold = 0.5;
    bool m_gradients = false;
    std::string m_score;
    Index m_repeats = 10;
    Index m_rows = 200;
    Index m_threads = 0;
    PlotOutput m_plot;
    bool m_json = false;
};

void ExplainCommand::declare(Arguments& arguments)
{
    addProject(arguments, m_project);
    addRun(arguments, m_run);
    arguments.number<Index>("--row", m_row, 1, kMostRows, "explain the prediction of this row, counted from 1");
    arguments.flag("--global", m_global, "explain the network: which columns matter");
    arguments.text("--dependence", m_dependence, "COLUMN", "how the predictions move with a column");
    arguments.text("--with", m_second, "COLUMN", "with --dependence: a map over a second column");
    arguments.flag("--ale", m_ale, "with --dependence: accumulated local effects, for correlated columns");
    arguments.choice<std::string>("--on", m_part, {{"train", "train"}, {"validation", "validation"}, {"test", "test"}},
                                  "with --global and --dependence: the part of the data (default: test)");
    arguments.text("--data", m_data, "CSV", "with --row: a row of another table with the same columns");
    addWeights(arguments, m_weights);
    arguments.text("--of", m_output, "CLASS", "class or target that is explained (default: the predicted class)");
    arguments.choice<ExplainedScale>("--scale", m_scale,
                                     {{"log-odds", ExplainedScale::LogOdds},
                                      {"probability", ExplainedScale::Probability},
                                      {"units", ExplainedScale::Units}},
                                     "in what it is explained (default: log-odds for two classes, probability for "
                                     "more, units for numbers)");
    arguments.text("--background", m_background, "train|class:NAME|row:N",
                   "what a prediction is compared with: training rows (default), those of a class, one row");
    arguments.number<Index>("--background-rows", m_backgroundRows, 1, 10'000, "how many of them (default: 100)");
    arguments.anyText("--what-if", m_whatIf, "CLASS",
                      "with --row: what would have to change for this class (other: of two classes the other)");
    arguments.add({"--freeze",
                   "with --what-if: a column that stays as it is; may be repeated",
                   "COLUMN",
                   {},
                   Argument::Values::Repeated,
                   false,
                   [this](const std::string& text) { m_freeze.push_back(text); }});
    arguments.number<double>("--threshold", m_threshold, 0.0, 1.0, "with --what-if: of two classes (default: 0.5)");
    arguments.flag("--integrated-gradients", m_gradients, "with --row: beside the Shapley values");
    arguments.text("--score", m_score, "FIGURE",
                   "with --global: what permuting a column is judged by (default: log_loss, r2 for numbers)");
    arguments.number<Index>("--repeats", m_repeats, 1, 1000, "with --global: of each permutation (default: 10)");
    arguments.number<Index>("--rows", m_rows, 1, 1'000'000,
                            "with --global: rows whose Shapley values are averaged (default: 200)");
    arguments.number<Index>("--threads", m_threads, 1, kMostThreads, "threads to use (default: all)");
    m_plot.declare(arguments, "waterfall|decision of a row, importance|shapley|beeswarm of the network, dependence; "
                              "without it a *.csv has all numbers of the answer");
    addJson(arguments, m_json);
    addCsvOptions(arguments, m_csv);
}

void ExplainCommand::refuseContradictions() const
{
    m_plot.refuseContradictions();
    const int wishes = (m_row ? 1 : 0) + (m_global ? 1 : 0) + (m_dependence.empty() ? 0 : 1);
    if (wishes != 1)
        throw UsageError("one of --row, --global and --dependence is needed");
    if (!m_row && (m_whatIf || m_gradients || !m_data.empty()))
        throw UsageError("--what-if, --integrated-gradients and --data need --row");
    if (m_row && !m_part.empty())
        throw UsageError("--row counts the rows of the whole table; leave out --on");
    if (m_dependence.empty() && (m_ale || !m_second.empty()))
        throw UsageError("--ale and --with need --dependence");
    if (m_ale && !m_second.empty())
        throw UsageError("--ale is of one column; leave out --with");
    if (!m_freeze.empty() && !m_whatIf)
        throw UsageError("--freeze needs --what-if");
}

/// -1: the predicted class.
Index ExplainCommand::outputPlace(const ExplainedModel& model) const
{
    if (m_output.empty())
        return -1;
    const std::vector<std::string>& names = model.outputNames();
    const auto found = std::find(names.begin(), names.end(), m_output);
    if (found == names.end())
        throw Error("there is nothing called " + netloom::quoted(m_output) + " to explain", {},
                    didYouMean(m_output, names));
    return found - names.begin();
}

Background ExplainCommand::background(const ExplainedModel& model) const
{
    if (m_background == "train")
        return trainingBackground(model, m_backgroundRows);
    if (m_background.starts_with("class:"))
        return classBackground(model, m_background.substr(6), m_backgroundRows);
    if (m_background.starts_with("row:")) {
        const auto row = labelNumber(std::string_view(m_background).substr(4));
        if (!row || *row < 1 || *row > static_cast<double>(model.table().rows))
            throw Error("there is no row " + netloom::quoted(m_background.substr(4)) + ", the data have " +
                        countText(model.table().rows));
        return rowsBackground(model, {static_cast<Index>(*row) - 1});
    }
    throw UsageError("--background: train, class:NAME or row:N is needed, not " + netloom::quoted(m_background));
}

const std::vector<Index>& ExplainCommand::partRows(const Split& split, std::string& name) const
{
    name = m_part;
    if (name.empty())
        name = !split.test.empty() ? "test" : !split.validation.empty() ? "validation" : "train";
    const std::vector<Index>& rows = name == "test"         ? split.test
                                     : name == "validation" ? split.validation
                                                            : split.train;
    if (rows.empty())
        throw Error("the project holds back no rows for " + name, m_project, "Choose another part with --on.");
    return rows;
}

int ExplainCommand::threads() const
{
    return m_threads > 0 ? static_cast<int>(m_threads)
                         : static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 16U));
}

RowReport ExplainCommand::explainOne(ExplainedModel& model, const Table& table) const
{
    const Index row = *m_row - 1;
    const Background background = this->background(model);
    RowReport report;
    report.explanation = explainRow(model, table, row, background, outputPlace(model));
    if (m_gradients) {
        const Vector baseline = background.x.rowwise().mean();
        report.gradients = integratedGradients(model.network(), baseline, model.prepared(table, {row}).col(0));
        const Eigen::MatrixXd groups = report.gradients->perGroup(model.groups());
        for (Index g = 0; g < groups.rows(); ++g)
            report.gradientsByColumn.push_back(groups(g, report.explanation.output));
    }
    if (m_whatIf)
        report.whatIf =
            whatIf(model, table, row, *m_whatIf == "other" ? std::string() : *m_whatIf, m_freeze, m_threshold);
    std::vector<std::string> names;
    for (const ExplainedColumn& column : model.columns())
        names.push_back(column.name);
    const NearestRows nearest(model.table(), model.trainRows(), names);
    report.nearest = nearest.nearest(table, row, kNearest, &table == &model.table() ? row : -1);
    report.usual = nearest.usual(0);
    report.unlikeAnything =
        !report.nearest.empty() && report.usual.rows > 0 && report.nearest.front().distance > report.usual.quantile99;
    return report;
}

GlobalReport ExplainCommand::explainAll(ExplainedModel& model, const Split& split) const
{
    GlobalReport report;
    const std::vector<Index>& rows = partRows(split, report.part);
    for (const ExplainedColumn& column : model.columns())
        report.columns.push_back(column.name);
    report.outputPlace = std::max<Index>(outputPlace(model), 0);
    report.output = model.outputNames().at(static_cast<std::size_t>(report.outputPlace));
    report.scaleName = model.scaleName();
    ImportanceOptions options;
    options.figure = m_score;
    options.repeats = m_repeats;
    report.importance = columnImportance(model, targetRows(model.preparation(), model.table(), rows), options);
    const Background background = this->background(model);
    report.background = background.name;
    ShapleyOptions shapley;
    shapley.pairs = shapley.mostPairs = 16; // the mean over many rows needs less of each
    report.shapley = explainRows(model, drawRows(rows, m_rows, 0), background, shapley, threads());
    const Matrix x = model.prepared(model.table(), drawRows(rows, kUnitRows, 0));
    for (std::size_t layer = 0; layer + 1 < model.network().layers(); ++layer)
        report.layers.emplace_back(model.network().layer(layer).name,
                                   unitSensitivity(model.network(), x, layer, report.outputPlace));
    return report;
}

DependenceReport ExplainCommand::explainColumn(ExplainedModel& model, const Split& split) const
{
    DependenceReport report;
    const std::vector<Index>& rows = partRows(split, report.part);
    const std::size_t column = model.column(m_dependence);
    report.column = m_dependence;
    report.outputPlace = std::max<Index>(outputPlace(model), 0);
    report.output = model.outputNames().at(static_cast<std::size_t>(report.outputPlace));
    report.scaleName = model.scaleName();
    if (!m_second.empty()) {
        report.second = m_second;
        report.pair = pairDependence(model, column, model.column(m_second), rows);
    } else if (m_ale) {
        report.effects = columnEffects(model, column, rows);
    } else {
        report.dependence = columnDependence(model, column, rows);
    }
    return report;
}

int ExplainCommand::tellAll(const std::string& text, const JsonValue& json, const std::string& csv,
                            const std::function<QByteArray()>& picture) const
{
    if (m_plot.isWanted() && m_plot.isCsv() && m_plot.plot().empty()) {
        m_plot.write(csv);
    } else if (m_plot.isWanted()) {
        const Offscreen offscreen(Offscreen::Use::Widgets);
        const QByteArray bytes = picture();
        m_plot.write({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    }
    answer(m_json ? jsonLine(json) : text);
    return kGood;
}

int ExplainCommand::run()
{
    refuseContradictions();
    Project project = openProject(m_project, m_run);
    std::vector<InputFile> read = dataFilesOf(project, m_project);
    read.push_back({m_project, "project"});
    read.push_back({m_data, "data"});
    m_plot.check(read);
    const Model model = trainedModel(project, m_weights);
    const FittedRecipe& fitted = *model.preparation;
    const auto table = loadProjectTable(project, m_project);
    const Split split = makeSplit(project.run().split, *table, rowsWithTarget(fitted.recipe(), *table),
                                  stratifyBy(*table, fitted.recipe()));
    ExplainedModel explained(model, table, split.train, m_scale);
    if (m_row) {
        const auto other = m_data.empty() ? table : loadOtherTable(project, m_data, m_csv, false).table;
        const RowReport report = explainOne(explained, *other);
        return tellAll(rowText(report), rowJson(report), rowCsv(report),
                       [&] { return rowPicture(report, m_plot.plot(), m_plot.file()); });
    }
    if (m_global) {
        const GlobalReport report = explainAll(explained, split);
        return tellAll(globalText(report), globalJson(report), globalCsv(report),
                       [&] { return globalPicture(report, *table, m_plot.plot(), m_plot.file()); });
    }
    const DependenceReport report = explainColumn(explained, split);
    return tellAll(dependenceText(report), dependenceJson(report), dependenceCsv(report),
                   [&] { return dependencePicture(report, m_plot.plot(), m_plot.file()); });
}

} // namespace

const CommandInfo& explainCommand()
{
    static const CommandInfo info{"explain", "How a prediction comes about, and what the network looks at",
                                  makeCommand<ExplainCommand>};
    return info;
}

} // namespace netloom
