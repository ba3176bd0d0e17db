// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluate_command.h"

#include "app/cross_validation_command.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/project_file.h"

namespace netloom {

namespace {

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

/// The rows that are evaluated, prepared as those the network was trained with, and what they are called.
std::pair<std::string, Dataset> rowsFor(const EvaluateArguments& arguments, Project& project,
                                        const FittedRecipe& fitted)
{
    if (!arguments.data.empty()) {
        const auto table = loadOtherTable(project, arguments.data, arguments.csv, false);
        const std::vector<Index> rows = rowsWithTarget(fitted.recipe(), *table);
        if (const Index left = table->rows - static_cast<Index>(rows.size()); left > 0)
            tell("warning: " + countText(left) + " rows without a target are left out.");
        return {"data", fitted.transform(*table, rows)};
    }
    const auto table = loadProjectTable(project, arguments.project);
    const std::vector<Index> usable = rowsWithTarget(fitted.recipe(), *table);
    const Split split = makeSplit(project.run().split, *table, usable, stratifyBy(*table, fitted.recipe()));
    Part part = arguments.part.value_or(Part::Test);
    if (!arguments.part && split.test.empty())
        part = split.validation.empty() ? Part::Train : Part::Validation;
    const std::vector<Index>& rows = rowsOf(split, part);
    if (rows.empty())
        throw Error("the project holds back no rows for " + std::string(partName(part)), arguments.project,
                    "Evaluate on another part with --on, or on another file with --data.");
    return {std::string(partName(part)), fitted.transform(*table, rows)};
}

} // namespace

int runEvaluate(const EvaluateArguments& arguments)
{
    if (arguments.part && !arguments.data.empty())
        throw UsageError("--on and --data exclude each other");
    if (arguments.folds) {
        if (arguments.part || !arguments.data.empty() || arguments.weights == Weights::Best)
            throw UsageError("--folds trains anew on all rows; leave out --on, --data and --weights");
        return runCrossValidation(arguments);
    }
    if (!arguments.settings.empty() || arguments.threads > 0)
        throw UsageError("--set and --threads need --folds: nothing is trained without");
    Project project = readProject(arguments.project);
    const ParameterSet& weights = trainedWeights(project, arguments.weights);
    const FittedRecipe fitted = trainedPreparation(project);
    const auto [name, data] = rowsFor(arguments, project, fitted);
    if (data.samples() == 0)
        throw Error("there are no rows with a target", arguments.data);
    const PartMetrics metrics = partMetrics(project.run().network, weights, project.run().training, fitted, data);
    if (!arguments.json) {
        const std::string confusion = confusionTable(metrics);
        answer(metricsTable({{name, metrics}}) + (confusion.empty() ? "" : "\n" + confusion));
        return kGood;
    }
    JsonValue json;
    json["on"] = name;
    json["weights"] = arguments.weights == Weights::Best ? "best" : "last";
    const JsonValue values = metricsJson(metrics);
    for (const JsonMember& member : *values.members())
        json.add(member.name, member.value);
    if (!metrics.confusion.empty()) {
        json["classes"] = metrics.classes;
        json["confusion"] = metrics.confusion;
    }
    answer(jsonLine(json));
    return kGood;
}

} // namespace netloom
