// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sweep_output.h"

#include "app/metrics_output.h"
#include "app/output.h"
#include "core/files/json.h"
#include "core/sweep/trial_settings.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kShown = 20;

std::string countsText(const SweepResults& results)
{
    std::string text = countText(static_cast<std::int64_t>(results.trials.size()), "trial") + ": " +
                       countText(results.count(TrialState::Done)) + " done";
    const auto add = [&](TrialState state, const char* word) {
        if (const Index count = results.count(state); count > 0)
            text += ", " + countText(count) + " " + word;
    };
    add(TrialState::Dropped, "ended early");
    add(TrialState::Failed, "failed");
    add(TrialState::Waiting, "not yet run");
    return text + '.';
}

} // namespace

std::string sweepJson(const SweepResults& results)
{
    JsonValue json;
    json["score"] = results.scoreKey;
    json["judged_by"] = results.plan.folds > 0 ? "folds" : "validation";
    json["folds"] = results.plan.folds;
    json["random"] = results.plan.random;
    json["seed"] = results.plan.seed;
    json["halving"] = results.plan.halving;
    json["complete"] = results.isComplete();
    for (const TrialState state : {TrialState::Done, TrialState::Dropped, TrialState::Failed, TrialState::Waiting})
        json[trialStateName(state)] = results.count(state);
    json["trials"] = JsonValue::list();
    for (const std::size_t place : results.ranking()) {
        const SweepTrial& trial = results.trials[place];
        JsonValue one;
        one["trial"] = trial.number;
        one["state"] = trialStateName(trial.state);
        one["score"] = trial.result.score;
        one["standard_error"] = trial.result.error;
        one["loss"] = trial.result.loss;
        one["epochs"] = trial.epochs;
        one["parameters"] = trial.parameters;
        one["settings"] = JsonValue::object();
        for (const auto& [key, value] : trial.settings)
            one["settings"][key] = value;
        one["remark"] = trial.remark;
        json["trials"].append(std::move(one));
    }
    return jsonLine(json);
}

std::string sweepTable(const SweepResults& results)
{
    std::vector<std::vector<std::string>> rows{{"rank", "trial", results.scoreKey, "±", "loss", "epochs"}};
    for (const SweepAxis& axis : results.plan.axes)
        rows.front().push_back(axis.key);
    const std::vector<std::size_t> order = results.ranking();
    std::size_t rank = 0;
    for (const std::size_t place : order) {
        const SweepTrial& trial = results.trials[place];
        if (trial.state != TrialState::Done || rank == kShown)
            break;
        rows.push_back({std::to_string(++rank), std::to_string(trial.number), shortNumberText(trial.result.score),
                        shortNumberText(trial.result.error), shortNumberText(trial.result.loss),
                        countText(trial.epochs)});
        for (const auto& setting : trial.settings)
            rows.back().push_back(setting.second);
    }
    std::string text = rank > 0 ? alignedTable(rows, 0) : std::string();
    if (static_cast<std::size_t>(results.count(TrialState::Done)) > rank)
        text += "… (--csv or -o has all of them)\n";
    text += (text.empty() ? "" : "\n") + countsText(results) + '\n';
    for (const std::size_t place : order)
        if (results.trials[place].state == TrialState::Failed) {
            const SweepTrial& trial = results.trials[place];
            text += "Trial " + std::to_string(trial.number) + " (" + settingsText(trial.settings) +
                    ") failed: " + trial.remark + '\n';
            break;
        }
    text += results.plan.folds > 0 ? "Judged by " + std::to_string(results.plan.folds) +
                                         " folds of the training rows; ± is the standard error over the rows.\n"
                                   : "Judged by the validation rows; ± is the standard error over them.\n";
    return text + "The test rows were not looked at: \"netloom evaluate\" does that, once, for the one you take.\n";
}

std::string sweepHelp()
{
    std::string help =
        "--over KEY=A,B,… (or A|B where values have commas; or a range, LOW..HIGH or LOW..HIGH log, with "
        "--random).\nKEY is a setting (see \"netloom new --help\"), LAYER.FIELD of a layer of the project, "
        "or one of\n";
    for (const NetworkKey& key : networkKeys())
        help += "  " + key.key + std::string(12 - std::min<std::size_t>(key.key.size(), 11), ' ') + key.help + '\n';
    return help +
           "For example:\n"
           "  netloom sweep P.netloom --over \"learning_rate=1e-3..1e-1 log\" --random 50 --folds 5 -o S.json "
           "--best B.netloom\n"
           "  netloom sweep P.netloom --over learning_rate=0.001,0.01 --over \"layers=dense 8 relu|dense 16 relu, "
           "dropout 0.2\"\n"
           "On several machines: --plan FOLDER, run FOLDER/slurm.sh or FOLDER/parallel.sh, --gather FOLDER.\n";
}

} // namespace netloom
