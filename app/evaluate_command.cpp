// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluate_command.h"

#include "app/common_arguments.h"
#include "app/cross_validation.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/preparation/recipe_guess.h"

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
    int crossValidate() const;
    std::pair<std::string, Dataset> rows(Project& project, const FittedRecipe& fitted) const;

    std::string m_project;
    std::string m_run;
    std::optional<Part> m_part; ///< absent: test, or the last part that has rows
    std::string m_data;         ///< another CSV with the same columns; empty: the project's own
    CsvOptions m_csv;
    WhichWeights m_weights = WhichWeights::Last;
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
    arguments.number<Index>("--folds", m_folds, 2, kMostRows,
                            "cross-validation instead: train anew for each of N folds and answer with mean and "
                            "deviation");
    arguments.number<Index>("--threads", m_threads, 1, kMostThreads, "with --folds: threads to use");
    addSettings(arguments, m_settings);
    addJson(arguments, m_json);
    addCsvOptions(arguments, m_csv);
}

/// The rows that are evaluated, prepared as those the network was trained with, and what they are called.
std::pair<std::string, Dataset> EvaluateCommand::rows(Project& project, const FittedRecipe& fitted) const
{
    if (!m_data.empty()) {
        const auto table = loadOtherTable(project, m_data, m_csv, false);
        const std::vector<Index> rows = rowsWithTarget(fitted.recipe(), *table);
        if (const Index left = table->rows - static_cast<Index>(rows.size()); left > 0)
            tell("warning: " + countText(left) + " rows without a target are left out.");
        return {"data", fitted.transform(*table, rows)};
    }
    const auto table = loadProjectTable(project, m_project);
    const std::vector<Index> usable = rowsWithTarget(fitted.recipe(), *table);
    const Split split = makeSplit(project.run().split, *table, usable, stratifyBy(*table, fitted.recipe()));
    Part part = m_part.value_or(Part::Test);
    if (!m_part && split.test.empty())
        part = split.validation.empty() ? Part::Train : Part::Validation;
    const std::vector<Index>& rows = rowsOf(split, part);
    if (rows.empty())
        throw Error("the project holds back no rows for " + std::string(partName(part)), m_project,
                    "Evaluate on another part with --on, or on another file with --data.");
    return {std::string(partName(part)), fitted.transform(*table, rows)};
}

int EvaluateCommand::crossValidate() const
{
    if (m_part || !m_data.empty() || m_weights == WhichWeights::Best)
        throw UsageError("--folds trains anew on all rows; leave out --on, --data and --weights");
    return runCrossValidation({m_project, m_run, *m_folds, m_settings, m_threads, m_json});
}

int EvaluateCommand::run()
{
    if (m_part && !m_data.empty())
        throw UsageError("--on and --data exclude each other");
    if (m_folds)
        return crossValidate();
    if (!m_settings.empty() || m_threads > 0)
        throw UsageError("--set and --threads need --folds: nothing is trained without");
    Project project = openProject(m_project, m_run);
    const Model model = trainedModel(project, m_weights);
    const FittedRecipe& fitted = *model.preparation;
    const auto [name, data] = rows(project, fitted);
    if (data.samples() == 0)
        throw Error("there are no rows with a target", m_data);
    const PartMetrics metrics = partMetrics(model, project.run().training, data);
    if (!m_json) {
        const std::string confusion = confusionTable(metrics);
        answer(metricsTable({{name, metrics}}) + (confusion.empty() ? "" : "\n" + confusion));
        return kGood;
    }
    JsonValue json;
    json["on"] = name;
    json["weights"] = m_weights == WhichWeights::Best ? "best" : "last";
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

} // namespace

const CommandInfo& evaluateCommand()
{
    static const CommandInfo info{"evaluate", "Loss and metrics of a trained network", makeCommand<EvaluateCommand>};
    return info;
}

} // namespace netloom
