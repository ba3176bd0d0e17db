// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluate_command.h"

#include "app/common_arguments.h"
#include "app/cross_validation.h"
#include "app/evaluation_output.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/project_access.h"
#include "app/threshold_argument.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/evaluation/part_evaluation.h"
#include "core/evaluation/subgroups.h"
#include "core/preparation/recipe_guess.h"

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
    std::string asText(const PartMetrics& metrics, const PartEvaluation& evaluation, const Threshold& threshold,
                       const std::vector<Subgroup>& groups) const;
    JsonValue asJson(const PartMetrics& metrics, const PartEvaluation& evaluation, const Threshold& threshold,
                     const std::vector<Subgroup>& groups) const;

    std::string m_project;
    std::string m_run;
    std::optional<Part> m_part; ///< absent: test, or the last part that has rows
    std::string m_data;         ///< another CSV with the same columns; empty: the project's own
    CsvOptions m_csv;
    WhichWeights m_weights = WhichWeights::Last;
    ThresholdWish m_threshold;
    std::string m_by; ///< a column; empty: no subgroups
    std::optional<Index> m_resamples;
    std::optional<Index> m_folds; ///< cross-validation instead: train anew for so many folds
    SettingTexts m_settings;      ///< with folds only
    Index m_threads = 0;          ///< with folds only
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
    arguments.number<Index>("--resamples", m_resamples, 0, 100'000,
                            "of the bootstrap behind the intervals (default: 2000)");
    arguments.number<Index>("--folds", m_folds, 2, kMostRows,
                            "cross-validation instead: train anew for each of N folds and answer with mean and "
                            "deviation");
    arguments.number<Index>("--threads", m_threads, 1, kMostThreads, "with --folds: threads to use");
    addSettings(arguments, m_settings);
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
        result.table = loadOtherTable(project, m_data, m_csv, false);
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
    const PredictedRows rows = predictRows(model, onValidation ? *material.validation : material.rows);
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
    if (m_threshold.isGiven() || !m_by.empty() || m_resamples)
        throw UsageError("--folds answers with mean and deviation of the metrics; leave out --threshold, --by and "
                         "--resamples");
    return runCrossValidation({m_project, m_run, *m_folds, m_settings, m_threads, m_json});
}

void EvaluateCommand::refuseContradictions() const
{
    if (m_part && !m_data.empty())
        throw UsageError("--on and --data exclude each other");
    if (!m_folds && (!m_settings.empty() || m_threads > 0))
        throw UsageError("--set and --threads need --folds: nothing is trained without");
}

std::string EvaluateCommand::asText(const PartMetrics& metrics, const PartEvaluation& evaluation,
                                    const Threshold& threshold, const std::vector<Subgroup>& groups) const
{
    std::string text = metricsTable({{evaluation.part, metrics}});
    const auto add = [&](const std::string& block) { text += block.empty() ? "" : "\n" + block; };
    if (m_threshold.isGiven()) {
        text += "\nthreshold " + shortNumberText(threshold.value) +
                (threshold.reason.empty() ? "" : " (" + threshold.reason + ")");
        if (threshold.ofCalibratedProbabilities)
            text += "; of right probabilities it would be " + shortNumberText(*threshold.ofCalibratedProbabilities);
        text += "\n";
    }
    add(figuresTable(evaluation));
    PartMetrics counted = metrics;
    if (!evaluation.binary.empty() && evaluation.rows.target.task == Task::Binary)
        counted.confusion = evaluation.binary.front().counts.matrix().counts;
    add(confusionTable(counted));
    add(detailsTable(evaluation));
    add(evaluationNotes(evaluation));
    if (!groups.empty())
        add("By " + m_by + ":\n" + subgroupsTable(groups));
    return text;
}

JsonValue EvaluateCommand::asJson(const PartMetrics& metrics, const PartEvaluation& evaluation,
                                  const Threshold& threshold, const std::vector<Subgroup>& groups) const
{
    JsonValue json;
    json["on"] = evaluation.part;
    json["weights"] = m_weights == WhichWeights::Best ? "best" : "last";
    const JsonValue values = metricsJson(metrics);
    for (const JsonMember& member : *values.members())
        json.add(member.name, member.value);
    const Task task = evaluation.rows.target.task;
    if (!metrics.confusion.empty()) {
        json["classes"] = metrics.classes;
        json["confusion"] = task == Task::Binary && !evaluation.binary.empty()
                                ? evaluation.binary.front().counts.matrix().counts
                                : metrics.confusion;
    }
    if (task == Task::Binary || task == Task::MultiBinary) {
        json["threshold"] = threshold.value;
        if (!threshold.reason.empty()) {
            json["threshold_reason"] = threshold.reason;
            json["threshold_optimistic"] = threshold.optimistic;
        }
    }
    addEvaluation(json, evaluation);
    if (!groups.empty())
        json["subgroups"] = subgroupsJson(m_by, groups);
    return json;
}

int EvaluateCommand::run()
{
    refuseContradictions();
    if (m_folds)
        return crossValidate();
    Project project = openProject(m_project, m_run);
    const Model model = trainedModel(project, m_weights);
    const Material material = this->material(project, *model.preparation);
    if (material.rows.data.samples() == 0) {
        for (const std::string& remark : material.rows.known.remarks())
            tell("warning: " + remark);
        throw Error("there are no rows with a target", m_data.empty() ? m_project : m_data,
                    "Evaluate on other rows with --on or --data.");
    }
    Index by = -1;
    if (!m_by.empty() && (by = material.table->find(m_by)) < 0) {
        std::vector<std::string> names;
        for (const Column& column : material.table->columns)
            names.push_back(column.name);
        throw Error("the data have no column " + netloom::quoted(m_by), {}, didYouMean(m_by, names));
    }
    const Threshold threshold = this->threshold(model, material);
    const EvaluationOptions options{threshold.value, m_resamples.value_or(2000), project.run().split.seed,
                                    static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 16U))};
    const PartEvaluation evaluation = evaluatePart(model, material.rows, material.part, &material.yardsticks, options);
    for (const std::string& remark : evaluation.remarks)
        tell("warning: " + remark);
    std::vector<Subgroup> groups;
    if (by >= 0)
        groups = subgroupFigures(evaluation.rows, *material.table, by, options);
    const PartMetrics metrics = partMetrics(model, project.run().training, material.rows.data);
    answer(m_json ? jsonLine(asJson(metrics, evaluation, threshold, groups))
                  : asText(metrics, evaluation, threshold, groups));
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
