// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/suggest_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "app/project_from_table.h"
#include "app/stop_signal.h"
#include "core/evaluation/measured_choice.h"
#include "core/project/project_file.h"
#include "core/project/settings.h"
#include "core/suggestion/first_network.h"

#include <array>
#include <chrono>

namespace netloom {

namespace {

/// What a suggestion sets beside the layers.
constexpr std::array kSettings{
    "optimizer",  "learning_rate", "optimizer.weight_decay", "schedule",       "schedule.decay_steps",
    "batch_size", "epochs",        "class_weights",          "early_stopping", "early_stopping.patience"};

std::vector<std::pair<std::string, std::string>> settingsOf(const TrainingConfig& training)
{
    std::vector<std::pair<std::string, std::string>> settings;
    for (const char* key : kSettings)
        settings.emplace_back(key, settingText(training, {}, key));
    return settings;
}

JsonValue suggestionJson(const Suggestion& suggestion)
{
    JsonValue json;
    json["layers"] = formatLayers(suggestion.network.layers);
    for (const auto& [key, value] : settingsOf(suggestion.training))
        json["settings"][key] = value;
    json["summary"] = suggestion.summary;
    for (const Reason& reason : suggestion.reasons)
        json["reasons"].append(JsonValue::object({{"choice", reason.choice}, {"why", reason.why}}));
    return json;
}

std::string answerJson(const TableProject& made, const Suggestion& rule, const MeasuredChoice& choice)
{
    JsonValue json;
    json["target"] = made.prepared.fitted.target().column;
    json["inputs"] = made.prepared.facts.inputs;
    json["outputs"] = made.prepared.facts.outputs;
    json["suggested"] = suggestionJson(rule);
    json["chosen"] = suggestionJson(choice.choice().suggestion);
    json["chosen"]["network"] = choice.choice().title;
    json["score"] = choice.scoreKey;
    json["rows"] = choice.rows;
    json["training_rows"] = choice.allRows;
    json["folds"] = choice.folds;
    json["work"] = choice.work;
    for (std::size_t i = 0; i < choice.trials.size(); ++i) {
        const Trial& trial = choice.trials[i];
        json["trials"].append(JsonValue::object({{"network", trial.title},
                                                 {"layers", formatLayers(trial.suggestion.network.layers)},
                                                 {"score", trial.score},
                                                 {"standard_error", trial.error},
                                                 {"loss", trial.loss},
                                                 {"loss_standard_error", trial.lossError},
                                                 {"parameters", trial.parameters},
                                                 {"folds", trial.folds},
                                                 {"suggested", trial.isRule},
                                                 {"linear", trial.isLinear},
                                                 {"chosen", i == choice.chosen}}));
    }
    return jsonLine(json);
}

std::string answerText(const Suggestion& rule, const MeasuredChoice& choice)
{
    std::string text = "Suggested: " + formatLayers(rule.network.layers) + '\n' + rule.summary + "\n\n";
    std::vector<std::vector<std::string>> rows{{"network", choice.scoreKey, "±", "loss", "parameters", "folds", ""}};
    for (std::size_t i = 0; i < choice.trials.size(); ++i) {
        const Trial& trial = choice.trials[i];
        std::string remark = i == choice.chosen ? "chosen" : "";
        if (trial.isRule)
            remark += remark.empty() ? "suggested" : ", suggested";
        rows.push_back({trial.title, shortNumberText(trial.score), shortNumberText(trial.error),
                        shortNumberText(trial.loss), countText(trial.parameters), std::to_string(trial.folds), remark});
    }
    text += alignedTable(rows) + '\n' + choice.summary + '\n';
    text += "Layers: " + formatLayers(choice.choice().suggestion.network.layers) + "\nSettings:";
    for (const auto& [key, value] : settingsOf(choice.choice().suggestion.training))
        text += " " + key + "=" + value;
    return text + '\n';
}

/// Measures; a signal ends it.
MeasuredChoice measure(const TableProject& made, double budget, Index threads)
{
    ChoiceOptions options;
    options.budget = budget;
    options.threads = static_cast<int>(threads);
    const StopOnSignal stop;
    return measureNetworks(*made.prepared.table, made.project.recipe, made.project.run().split, made.prepared.split,
                           made.project.run().training, options, stop.token());
}

class SuggestCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    TableArguments m_table;
    double m_budget = kDefaultChoiceBudget;
    Index m_threads = 0;
    bool m_json = false;
};

void SuggestCommand::declare(Arguments& arguments)
{
    arguments.text("DATA", m_table.data, "", "CSV file");
    addTask(arguments, m_table);
    arguments.number<double>("--budget", m_budget, 1, 1e9,
                             "work to spend on trying networks, in millions of weights × rows × epochs; the choice "
                             "depends on it, not on the speed of the machine (default 12000, about 2 s on two cores)");
    arguments.number<Index>("--threads", m_threads, 1, kMostThreads, "threads to use; the choice is the same");
    addSettings(arguments, m_table.settings);
    arguments.text("-o,--output", m_table.output, "PROJECT", "also write a project with the chosen network");
    addJson(arguments, m_json);
    addCsvOptions(arguments, m_table.csv);
    addGenerator(arguments, m_table);
}

int SuggestCommand::run()
{
    TableProject made = projectFromTable(m_table);
    const auto start = std::chrono::steady_clock::now();
    MeasuredChoice choice;
    try {
        choice = measure(made, m_budget, m_threads);
    } catch (const Cancelled&) {
        tell("Stopped by a signal; nothing was chosen.");
        return kStopped;
    }
    tell("Tried " + std::to_string(choice.trials.size()) + " networks in " +
         shortNumberText(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()) + " s.");
    const Suggestion rule =
        suggestFirstNetwork(made.prepared.facts, static_cast<Index>(made.prepared.split.validation.size()));
    if (!m_table.output.empty()) {
        takeSuggestion(made.project, choice.choice().suggestion, made.prepared.fitted.target(), m_table.settings);
        writeProject(made.project, m_table.output);
    }
    answer(m_json ? answerJson(made, rule, choice) : answerText(rule, choice));
    return kGood;
}

} // namespace

const CommandInfo& suggestCommand()
{
    static const CommandInfo info{"suggest", "Try networks on a table and name the one to take",
                                  makeCommand<SuggestCommand>};
    return info;
}

} // namespace netloom
