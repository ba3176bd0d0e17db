// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluate_command.h"

#include "app/common_arguments.h"
#include "app/cross_validation.h"
#include "app/evaluation_output.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/offscreen.h"
#include "app/output.h"
#include "app/plot_output.h"
#include "app/project_access.h"
#include "app/threshold_argument.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/evaluation/model_comparison.h"
#include "core/evaluation/part_evaluation.h"
#include "core/evaluation/subgroups.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/weights_epoch.h"
#include "ui/evaluate/evaluation_picture.h"

#include <algorithm>
#include <thread>

namespace netloom {

namespace {

enum class Part { Train, Validation, Test };

std::string_view partName(Part part)
{
    switch (part) {
    case Part::Train:
        return "train";
    case Part::Validation:
        return "validation";
    case Part::Test:
        break;
    }
    return "test";
}

const std::vector<Index>& rowsOf(const Split& split, Part part)
{
    switch (part) {
    case Part::Train:
        return split.train;
    case Part::Validation:
        return split.validation;
    case Part::Test:
        break;
    }
    return split.test;
}

/// @throws Error naming the nearest one where there is none of that name
Index columnPlace(const Table& table, const std::string& name)
{
    if (const Index place = table.find(name); place >= 0)
        return place;
    std::vector<std::string> names;
    for (const Column& column : table.columns)
        names.push_back(column.name);
    throw Error("the data have no column " + netloom::quoted(name), {}, didYouMean(name, names));
}

class EvaluateCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    /// The rows that are evaluated, and what helps to judge them.
    struct Material {
        std::string part;
        std::shared_ptr<const Table> table; ///< of the rows
        TargetRows rows;
        Yardsticks yardsticks; ///< empty where the training rows are not there
        std::optional<TargetRows> validation;
    };
    /// A threshold with where it comes from.
    struct Threshold {
        double value = 0.5;
        std::string reason; ///< "F1, chosen on the validation rows"; empty: the usual one, or a number that was given
        bool optimistic = false; ///< chosen on the rows that are judged
        std::optional<double> ofCalibratedProbabilities;
    };

    void refuseContradictions() const;
    int crossValidate() const;
    Material material(Project& project, const FittedRecipe& fitted) const;
    Threshold threshold(const Model& model, const Material& material) const;
    /// What is told.
    struct Report {
        PartMetrics metrics;
        PartEvaluation evaluation;
        Threshold threshold;
        std::vector<Subgroup> groups;
        std::optional<ModelComparison> comparison;
    };
    ModelComparison compare(const Project& project, const Material& material, const PartEvaluation& evaluation,
                            const EvaluationOptions& options) const;
    void draw(const Report& report, const Table& table) const;
    std::string asText(const Report& report) const;
    JsonValue asJson(const Report& report) const;

    std::string m_project;
    std::string m_run;
    std::optional<Part> m_part; ///< absent: test, or the last part that has rows
    std::string m_data;         ///< another CSV with the same columns; empty: the project's own
    CsvOptions m_csv;
    WhichWeights m_weights = WhichWeights::Last;
    ThresholdWish m_threshold;
    std::string m_by;       ///< a column; empty: no subgroups
    std::string m_against;  ///< another run; empty: none
    std::string m_positive; ///< class; empty: as the preparation says
    std::optional<Index> m_resamples;
    std::optional<Index> m_folds; ///< cross-validation instead: train anew for so many folds
    SettingTexts m_settings;      ///< with folds only
    Index m_threads = 0;          ///< with folds only
    PlotOutput m_plot;
    std::string m_of;     ///< class or target of the plot; empty: the first
    std::string m_column; ///< of the table, for a plot against it
    bool m_json = false;
};

void EvaluateCommand::declare(Arguments& arguments)
{
    addProject(arguments, m_project);
    addRun(arguments, m_run);
    arguments.choice<Part>("--on", m_part,
                           {{"train", Part::Train}, {"validation", Part::Validation}, {"test", Part::Test}},
                           "the part of the project's data (default: test)");
    arguments.text("--data", m_data, "CSV", "all rows of another table with the same columns instead");
    addWeights(arguments, m_weights);
    addThreshold(arguments, m_threshold,
                 "probability above which the answer is yes (default: 0.5), or the best one of the validation rows");
    arguments.text("--by", m_by, "COLUMN",
                   "the figures for each word, or each quarter of the numbers, of a column too");
    arguments.text("--against", m_against, "RUN",
                   "the difference to another run of the project on the same rows, with its interval, too");
    arguments.text("--positive", m_positive, "CLASS", "of two classes the one that is looked for");
    arguments.number<Index>("--resamples", m_resamples, 0, 100'000,
                            "of the bootstrap behind the intervals (default: 2000)");
    arguments.number<Index>("--folds", m_folds, 2, kMostRows,
                            "cross-validation instead: train anew for each of N folds and answer with mean and "
                            "deviation");
    arguments.number<Index>("--threads", m_threads, 1, kMostThreads, "with --folds: threads to use");
    addSettings(arguments, m_settings);
    m_plot.declare(arguments, "confusion|roc|pr|scores|calibration|gain|lift of classes, "
                              "predicted|residuals|residuals_column|histogram|qq of numbers");
    arguments.text("--of", m_of, "CLASS", "with -o: class or target that the plot is of (default: the first)");
    arguments.text("--column", m_column, "COLUMN", "with --plot residuals_column: the one they are drawn against");
    addJson(arguments, m_json);
    addCsvOptions(arguments, m_csv);
}

EvaluateCommand::Material EvaluateCommand::material(Project& project, const FittedRecipe& fitted) const
{
    Material result;
    std::shared_ptr<const Table> own;
    if (m_data.empty()) {
        own = loadProjectTable(project, m_project);
    } else {
        result.part = "data";
        result.table = loadOtherTable(project, m_data, m_csv, false).table;
        result.rows = targetRows(fitted, *result.table, allRows(*result.table));
        try {
            own = loadProjectTable(project, m_project);
        } catch (const std::exception& error) {
            if (m_threshold.rule)
                throw;
            tell("warning: no yardsticks, as the training rows cannot be read: " + std::string(error.what()));
            return result;
        }
    }
    const std::vector<Index> usable = rowsWithTarget(fitted.recipe(), *own);
    const Split split = makeSplit(project.run().split, *own, usable, stratifyBy(*own, fitted.recipe()));
    if (m_data.empty()) {
        Part part = m_part.value_or(Part::Test);
        if (!m_part && split.test.empty())
            part = split.validation.empty() ? Part::Train : Part::Validation;
        const std::vector<Index>& rows = rowsOf(split, part);
        if (rows.empty())
            throw Error("the project holds back no rows for " + std::string(partName(part)), m_project,
                        "Evaluate on another part with --on, or on another file with --data.");
        result.part = std::string(partName(part));
        result.table = own;
        result.rows = targetRows(fitted, *own, rows);
    }
    const TargetRows train = targetRows(fitted, *own, split.train);
    if (train.data.samples() > 0)
        result.yardsticks = fitYardsticks(fitted.target().task, train.data);
    if (!split.validation.empty())
        result.validation = targetRows(fitted, *own, split.validation);
    return result;
}

EvaluateCommand::Threshold EvaluateCommand::threshold(const Model& model, const Material& material) const
{
    Threshold result;
    if (!m_threshold.isGiven())
        return result;
    const Task task = model.preparation->target().task;
    if (task != Task::Binary && task != Task::MultiBinary)
        throw UsageError("--threshold is for two classes; this network predicts " +
                         std::string(task == Task::Multiclass ? "more" : "numbers"));
    if (m_threshold.value) {
        result.value = *m_threshold.value;
        return result;
    }
    if (task == Task::MultiBinary)
        throw UsageError("--threshold: a rule chooses for one target; give a number for several");
    const bool onValidation = material.validation.has_value();
    const PredictedRows rows =
        withPositive(predictRows(model, onValidation ? *material.validation : material.rows), m_positive);
    Ranking ranking;
    if (rows.size() > 0)
        ranking = Ranking(rows.scores(0), rows.positive(0));
    const auto choice = chooseThreshold(ranking, *m_threshold.rule);
    if (!choice)
        throw Error("the threshold cannot be chosen: the " + std::string(onValidation ? "validation rows" : "rows") +
                        " are not of both classes",
                    m_project, "Give a number with --threshold, or hold back more validation rows.");
    result.value = choice->threshold;
    result.optimistic = !onValidation || material.part == "validation";
    result.reason = m_threshold.rule->name() + ", chosen on " +
                    (result.optimistic ? "these rows: optimistic" : "the validation rows");
    result.ofCalibratedProbabilities = m_threshold.rule->ofCalibratedProbabilities();
    return result;
}

int EvaluateCommand::crossValidate() const
{
    if (m_part || !m_data.empty() || m_weights == WhichWeights::Best)
        throw UsageError("--folds trains anew on all rows; leave out --on, --data and --weights");
    if (m_threshold.isGiven() || !m_by.empty() || !m_against.empty() || !m_positive.empty() || m_resamples)
        throw UsageError("--folds answers with mean and deviation of the metrics; leave out --threshold, --by, "
                         "--against, --positive and --resamples");
    return runCrossValidation({m_project, m_run, *m_folds, m_settings, m_threads, m_json});
}

void EvaluateCommand::refuseContradictions() const
{
    m_plot.refuseContradictions();
    if (m_part && !m_data.empty())
        throw UsageError("--on and --data exclude each other");
    if (m_folds && m_plot.isWanted())
        throw UsageError("-o draws an evaluation; leave out --folds");
    if (!m_plot.isWanted() && (!m_of.empty() || !m_column.empty()))
        throw UsageError("--of and --column go with -o FILE");
    if (!m_folds && (!m_settings.empty() || m_threads > 0))
        throw UsageError("--set and --threads need --folds: nothing is trained without");
}

ModelComparison EvaluateCommand::compare(const Project& project, const Material& material,
                                         const PartEvaluation& evaluation, const EvaluationOptions& options) const
{
    const Project other = openProject(m_project, m_against);
    if (other.run().split != project.run().split)
        tell("warning: the rows of the two runs are divided differently, so that some of these rows may be among those "
             "that the other one was trained on.");
    const Model model = trainedModel(other, m_weights);
    const TargetRows rows = targetRows(*model.preparation, *material.table, material.rows.known.rows);
    return compareModels(evaluation.rows, withPositive(predictRows(model, rows), m_positive), options.threshold,
                         options.threshold, options);
}

std::string EvaluateCommand::asText(const Report& report) const
{
    const PartEvaluation& evaluation = report.evaluation;
    std::string text = metricsTable({{evaluation.part, report.metrics}});
    const auto add = [&](const std::string& block) { text += block.empty() ? "" : "\n" + block; };
    if (m_threshold.isGiven()) {
        const Threshold& threshold = report.threshold;
        text += "\nthreshold " + shortNumberText(threshold.value) +
                (threshold.reason.empty() ? "" : " (" + threshold.reason + ")");
        if (threshold.ofCalibratedProbabilities)
            text += "; of right probabilities it would be " + shortNumberText(*threshold.ofCalibratedProbabilities);
        text += "\n";
    }
    add(figuresTable(evaluation));
    PartMetrics counted = report.metrics;
    if (!evaluation.binary.empty() && evaluation.rows.target.task == Task::Binary) {
        counted.classes = evaluation.rows.target.classes;
        counted.confusion = evaluation.binary.front().counts.matrix().counts;
    }
    add(confusionTable(counted));
    add(detailsTable(evaluation));
    add(evaluationNotes(evaluation));
    if (!report.groups.empty())
        add("By " + m_by + ":\n" + subgroupsTable(report.groups));
    if (report.comparison)
        add(comparisonTable(*report.comparison, "this run", m_against));
    return text;
}

JsonValue EvaluateCommand::asJson(const Report& report) const
{
    const PartEvaluation& evaluation = report.evaluation;
    JsonValue json;
    json["on"] = evaluation.part;
    json["weights"] = m_weights == WhichWeights::Best ? "best" : "last";
    const JsonValue values = metricsJson(report.metrics);
    for (const JsonMember& member : *values.members())
        json.add(member.name, member.value);
    const Task task = evaluation.rows.target.task;
    if (task == Task::Binary && !evaluation.binary.empty()) {
        json["classes"] = evaluation.rows.target.classes;
        json["confusion"] = evaluation.binary.front().counts.matrix().counts;
    } else if (!report.metrics.confusion.empty()) {
        json["classes"] = report.metrics.classes;
        json["confusion"] = report.metrics.confusion;
    }
    if (task == Task::Binary || task == Task::MultiBinary) {
        json["threshold"] = report.threshold.value;
        if (!report.threshold.reason.empty()) {
            json["threshold_reason"] = report.threshold.reason;
            json["threshold_optimistic"] = report.threshold.optimistic;
        }
    }
    addEvaluation(json, evaluation);
    if (!report.groups.empty())
        json["subgroups"] = subgroupsJson(m_by, report.groups);
    if (report.comparison)
        json["comparison"] = comparisonJson(*report.comparison, m_against);
    return json;
}

void EvaluateCommand::draw(const Report& report, const Table& table) const
{
    const Offscreen offscreen(Offscreen::Use::Widgets);
    PlotWish wish{report.evaluation, 0, &table, -1};
    std::vector<std::string> outputs;
    for (const QString& name : outputNames(report.evaluation))
        outputs.push_back(name.toStdString());
    if (!m_of.empty()) {
        const auto found = std::find(outputs.begin(), outputs.end(), m_of);
        if (found == outputs.end())
            throw Error("there is no class or target " + netloom::quoted(m_of) + " to draw", {},
                        didYouMean(m_of, outputs));
        wish.output = static_cast<std::size_t>(found - outputs.begin());
    }
    std::string key = m_plot.plot();
    if (key.empty())
        key = m_column.empty() ? evaluationPictureKeys(report.evaluation).front() : "residuals_column";
    if (key == "residuals_column") {
        if (m_column.empty())
            throw UsageError("--plot residuals_column needs --column");
        wish.column = columnPlace(table, m_column);
    }
    const QByteArray bytes = evaluationPicture(key, wish, m_plot.file());
    m_plot.write({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

int EvaluateCommand::run()
{
    refuseContradictions();
    if (m_folds)
        return crossValidate();
    Project project = openProject(m_project, m_run);
    std::vector<InputFile> read = dataFilesOf(project, m_project);
    read.push_back({m_project, "project"});
    read.push_back({m_data, "data"});
    m_plot.check(read);
    const Model model = trainedModel(project, m_weights);
    requireFinite(model.weights);
    const Material material = this->material(project, *model.preparation);
    if (material.rows.data.samples() == 0) {
        for (const std::string& remark : material.rows.known.remarks())
            tell("warning: " + remark);
        throw Error("there are no rows with a target", m_data.empty() ? m_project : m_data,
                    "Evaluate on other rows with --on or --data.");
    }
    const Index by = m_by.empty() ? -1 : columnPlace(*material.table, m_by);
    if (const TargetInfo& target = model.preparation->target(); !m_positive.empty()) {
        if (target.task != Task::Binary)
            throw UsageError("--positive is for two classes");
        if (std::find(target.classes.begin(), target.classes.end(), m_positive) == target.classes.end())
            throw Error("there is no class " + netloom::quoted(m_positive), {}, didYouMean(m_positive, target.classes));
    }
    if (material.part == "validation" && !m_part)
        tell("note: no test rows were held back; these are the validation rows, by which the best epoch may have been "
             "chosen.");
    Report report;
    report.threshold = threshold(model, material);
    const EvaluationOptions options{report.threshold.value, m_resamples.value_or(2000), EvaluationOptions().seed,
                                    static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 16U)),
                                    m_positive};
    report.evaluation = evaluatePart(model, material.rows, material.part, &material.yardsticks, options);
    for (const std::string& remark : report.evaluation.remarks)
        tell("warning: " + remark);
    if (by >= 0)
        report.groups = subgroupFigures(report.evaluation.rows, *material.table, by, options);
    if (!m_against.empty())
        report.comparison = compare(project, material, report.evaluation, options);
    report.metrics = partMetrics(model, project.run().training, material.rows.data);
    if (!m_json)
        tell("Weights " + weightsEpochText(project.run(), m_weights) + "; rows of " +
             (m_data.empty() ? "the part \"" + material.part + "\"" : netloom::quoted(m_data, 255)) +
             (model.preparation->target().task == Task::Regression
                  ? "; errors are in units of the target, the loss is that of the standardised target"
                  : ""));
    if (m_plot.isWanted())
        draw(report, *material.table);
    answer(m_json ? jsonLine(asJson(report)) : asText(report));
    return kGood;
}

} // namespace

const CommandInfo& evaluateCommand()
{
    static const CommandInfo info{"evaluate", "How well a trained network does, with intervals and yardsticks",
                                  makeCommand<EvaluateCommand>};
    return info;
}

} // namespace netloom
