// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cross_validation.h"

#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/project_access.h"
#include "app/stop_signal.h"
#include "app/training_report.h"
#include "core/base/error.h"
#include "core/evaluation/cross_validation.h"
#include "core/project/follow_target.h"

namespace netloom {

namespace {

std::string answerJson(const CrossValidation& result, const Project& project)
{
    JsonValue json;
    json["folds"] = result.folds.size();
    json["order"] = project.run().split.order;
    json["split_seed"] = project.run().split.seed;
    json["seed"] = project.run().training.seed;
    Index rows = 0;
    for (const FoldResult& fold : result.folds)
        rows += fold.test.rows;
    json["rows"] = rows;
    for (const MetricSpread& metric : result.metrics) {
        JsonValue& entry = json["metrics"][metric.key];
        entry["mean"] = metric.mean;
        entry["std"] = metric.deviation;
        entry["values"] = metric.values;
    }
    for (const FoldResult& fold : result.folds) {
        JsonValue entry;
        entry["rows"] = JsonValue::object({{"train", fold.split.train.size()},
                                           {"validation", fold.split.validation.size()},
                                           {"test", fold.split.test.size()}});
        entry["epochs"] = fold.epochs;
        entry["stop_reason"] = stopReasonName(fold.reason, fold.stoppedBy);
        entry["train"] = metricsJson(fold.train);
        entry["test"] = metricsJson(fold.test);
        json["fold"].append(std::move(entry));
    }
    if (!result.confusion.empty()) {
        json["classes"] = result.classes;
        json["confusion"] = result.confusion;
    }
    return jsonLine(json);
}

std::string answerText(const CrossValidation& result)
{
    std::vector<std::vector<std::string>> rows = {{"", "mean", "±"}, {"test rows", "", ""}};
    for (std::size_t i = 0; i < result.folds.size(); ++i) {
        rows[0].push_back("fold " + std::to_string(i + 1));
        rows[1].push_back(countText(result.folds[i].test.rows));
    }
    for (const MetricSpread& metric : result.metrics) {
        rows.push_back({metric.key, shortNumberText(metric.mean), shortNumberText(metric.deviation)});
        for (const double value : metric.values)
            rows.back().push_back(shortNumberText(value));
    }
    PartMetrics all;
    all.classes = result.classes;
    all.confusion = result.confusion;
    const std::string confusion = confusionTable(all);
    return "Metrics of the test rows of each fold, their mean and standard deviation (divisor: folds - 1):\n" +
           alignedTable(rows) + (confusion.empty() ? "" : "\nAll folds together:\n" + confusion);
}

} // namespace

int runCrossValidation(const CrossValidationArguments& arguments)
{
    Project project = openProject(arguments.project, arguments.run);
    applySettings(project, arguments.settings);
    if (arguments.threads > 0)
        project.run().training.threads = arguments.threads;
    const auto table = loadProjectTable(project, arguments.project);
    const std::vector<Index> rows = rowsWithTarget(project.recipe, *table);
    if (const Index left = table->rows - static_cast<Index>(rows.size()); left > 0)
        tell("warning: " + countText(left) + " rows without a target are left out.");
    // Names and number of the outputs are those of all rows; what is learnt from rows is fitted in each fold again.
    const FittedRecipe whole = FittedRecipe::fit(project.recipe, *table, rows);
    followTarget(project.run().network, project.run().training, whole.target());
    project.run().network.setInputs(static_cast<Index>(whole.features().size()));
    refuseFaults(project, whole.target());

    const StopOnSignal stop;
    CrossValidation result;
    try {
        result = crossValidate(
            *table, project.recipe, project.run().split, project.run().network, project.run().training, arguments.folds,
            stop.token(), [&](const CrossValidationProgress& progress) {
                if (progress.epoch == progress.epochs || progress.fold == progress.folds)
                    tell("fold " + std::to_string(progress.fold) + "/" + std::to_string(progress.folds) + " done");
            });
    } catch (const Cancelled&) {
        tell("Stopped by a signal; no file was changed.");
        return kStopped;
    }
    for (std::size_t i = 0; i < result.folds.size(); ++i)
        if (!result.folds[i].message.empty())
            tell("fold " + std::to_string(i + 1) + ": " + result.folds[i].message);
    answer(arguments.json ? answerJson(result, project) : answerText(result));
    return kGood;
}

} // namespace netloom
