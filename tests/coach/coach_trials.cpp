// SPDX-License-Identifier: GPL-3.0-or-later
// coach_trials [-v | -r] [CSV FILE…]: trains set-ups that were made to go wrong and ordinary ones, and prints what the
// coach says of them; -r trains each again with the remedy, too.
#include "core/base/rng.h"
#include "core/coach/coach.h"
#include "core/coach/registry.h"
#include "core/evaluation/task_score.h"
#include "core/project/follow_target.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/project/settings.h"
#include "core/samples/samples.h"
#include "core/training/evaluate.h"
#include "tests/support/coach_set_up.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <exception>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace netloom;

namespace {

struct SetUp {
    std::vector<std::string> expected; ///< kinds of which one must be said; empty: ordinary
    std::string data;                  ///< sample, or a made table
    TrialSettings settings;
    netloom::testing::Unscaled unscaled = {};
};

Column numbers(const std::string& name, std::vector<double> values)
{
    Column column;
    column.name = name;
    column.kind = ColumnKind::Number;
    column.numbers = std::move(values);
    return column;
}

/// price: a number far from 0. rare: one row in twenty-five, hard to tell. noise: 30 columns of which 2 say a little.
/// leak, leak_number: ten columns of which one was made from the target. smooth: a bent surface.
Table madeTable(const std::string& kind)
{
    Rng rng(11, "coach trials " + kind);
    const Index rows = kind == "noise" ? 150 : kind == "rare" ? 1000 : 400;
    const int columns = kind == "noise" ? 30 : 10;
    std::vector<std::vector<double>> x(static_cast<std::size_t>(columns),
                                       std::vector<double>(static_cast<std::size_t>(rows)));
    std::vector<double> y(static_cast<std::size_t>(rows));
    for (std::size_t i = 0; i < y.size(); ++i) {
        for (auto& column : x)
            column[i] = rng.normal();
        const double sum = x[0][i] + 0.7 * x[1][i] - 0.5 * x[2][i];
        if (kind == "price")
            y[i] = 250'000 + 60'000 * (sum + 0.3 * rng.normal());
        else if (kind == "rare")
            y[i] = sum + 1.5 * rng.normal() > 3.5 ? 1 : 0;
        else if (kind == "noise" || kind == "leak" || kind == "faint")
            y[i] = sum + 1.2 * rng.normal() > 0 ? 1 : 0;
        else
            y[i] = std::sin(2 * x[0][i]) + x[1][i] * x[2][i] * 0.5 + 0.1 * rng.normal();
        if (kind == "leak")
            x[7][i] = y[i] + 0.05 * rng.normal();
        if (kind == "leak_number")
            x[7][i] = 3 * y[i] + 0.02 * rng.normal();
    }
    Table table;
    table.rows = rows;
    for (int c = 0; c < columns; ++c)
        table.columns.push_back(numbers("x" + std::to_string(c), x[static_cast<std::size_t>(c)]));
    table.columns.push_back(numbers("y", y));
    return table;
}

Project projectOf(const std::string& data, std::shared_ptr<const Table>& table)
{
    DataReference reference;
    if (data.ends_with(".csv")) {
        reference.source = DataReference::Source::File;
        reference.path = data;
        table = loadTable(reference, {});
        return newProject(reference, *table);
    }
    if (findSample(data)) {
        reference.source = DataReference::Source::Sample;
        reference.sample = data;
        table = loadTable(reference, {});
        return newProject(reference, *table);
    }
    table = std::make_shared<const Table>(madeTable(data));
    return newProject({}, *table, "y");
}

CoachInput trained(const SetUp& setUp)
{
    std::shared_ptr<const Table> table;
    const Project project = projectOf(setUp.data, table);
    return netloom::testing::trainedWith(project, table, setUp.settings, setUp.unscaled);
}

/// The network's score and loss on the rows that it did not learn from.
std::string scoreText(const CoachInput& input)
{
    const Dataset& held = *input.data->data.validation;
    const Task task = input.data->fitted.target().task;
    const Matrix answer = predict(input.network, input.weights, held.x);
    double loss = 0;
    for (Index i = 0; i < held.samples(); ++i)
        loss += rowLoss(task, answer, held.y, i) / static_cast<double>(held.samples());
    const TaskScore score = taskScore(task, answer, held.y);
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "%s %.4g, loss %.4g", score.key.c_str(), score.value, loss);
    return text.data();
}

/// The same training from fresh weights with the remedy in place.
CoachInput remedied(CoachInput input, const CoachRemedy& remedy)
{
    if (remedy.network)
        input.network = *remedy.network;
    if (remedy.training)
        input.training = *remedy.training;
    if (remedy.recipe) {
        input.recipe = *remedy.recipe;
        input.data = std::make_shared<const PreparedData>(prepare(input.data->table, input.recipe, SplitConfig{}));
    }
    followTarget(input.network, input.training, input.data->fitted.target());
    return netloom::testing::trainedAnew(std::move(input));
}

/// Plain training: one rate, no callbacks.
TrialSettings plain(TrialSettings more, const std::string& optimizer, const std::string& rate, int epochs)
{
    TrialSettings settings{
        {"schedule", "constant"}, {"early_stopping", "no"}, {"optimizer", optimizer}, {"optimizer.weight_decay", "0"}};
    settings.emplace_back("learning_rate", rate);
    settings.emplace_back("epochs", std::to_string(epochs));
    settings.insert(settings.end(), more.begin(), more.end());
    return settings;
}

std::vector<SetUp> wrongOnes()
{
    const std::string deep =
        "dense 16 sigmoid, dense 16 sigmoid, dense 16 sigmoid, dense 16 sigmoid, dense 16 sigmoid, "
        "dense 16 sigmoid";
    const std::string relu = "dense 32 relu, dense 16 relu";
    const auto l = [](const std::string& layers) { return TrialSettings{{"layers", layers}}; };
    std::vector<SetUp> all;
    const auto add = [&](std::vector<std::string> expected, const std::string& data, TrialSettings settings,
                         bool target = false, bool inputs = false) {
        all.push_back({std::move(expected), data, std::move(settings), {target, inputs}});
    };
    add({"diverged"}, "smooth", plain(l(relu), "sgd", "10", 30));
    add({"diverged"}, "price", plain(l(relu), "sgd", "0.01", 30), true);
    add({"diverged"}, "plane", plain(l("dense 16 relu"), "sgd", "100", 30));
    add({"diverged"}, "bumps", plain(l("dense 32 relu"), "sgd", "50", 30));
    add({"diverged"}, "price", plain(l("dense 16 linear, dense 16 linear"), "sgd", "2", 30));

    add({"not_learning", "rate_too_small"}, "breast_cancer", plain(l(relu), "sgd", "1e-9", 50));
    add({"not_learning"}, "iris", plain(l("dense 16 relu kernel_initializer=zeros"), "sgd", "0.01", 50));
    add({"not_learning"}, "digits", plain(l(deep), "sgd", "0.01", 20));
    add({"not_learning", "underfitting"}, "moons",
        plain({{"layers", "dense 16 tanh"}, {"l2", "10"}}, "adam", "0.01", 50));
    add({"not_learning"}, "wine",
        plain(l("dense 32 relu kernel_initializer=zeros, dense 16 relu"), "adam", "0.001", 50));

    add({"dead_units", "not_learning"}, "iris", plain(l(relu), "sgd", "20", 40));
    add({"dead_units", "not_learning"}, "breast_cancer", plain(l(relu), "adam", "0.5", 40));
    add({"dead_units", "not_learning"}, "wine", plain(l(relu), "adam", "0.5", 40));
    add({"dead_units", "not_learning", "rate_too_large"}, "digits", plain(l("dense 32 relu"), "adam", "1", 20));

    add({"unscaled_target"}, "price", plain(l(relu), "adam", "0.001", 60), true);
    add({"unscaled_target"}, "price", plain(l("dense 8 tanh"), "adam", "0.01", 60), true);
    add({"unscaled_target"}, "price", plain(l("dense 16 silu"), "rmsprop", "0.01", 60), true);
    add({"unscaled_target"}, "price", {}, true);

    add({"exploding_gradients", "unscaled_target", "diverged"}, "price", plain(l(relu), "sgd", "1e-9", 20), true);
    add({"exploding_gradients", "diverged"}, "smooth",
        plain(l("dense 32 linear kernel_initializer=ones, dense 32 linear kernel_initializer=ones, dense 32 linear "
                "kernel_initializer=ones"),
              "sgd", "1e-9", 20));
    add({"unscaled_inputs", "exploding_gradients", "diverged"}, "wine",
        plain(l("dense 64 relu kernel_initializer=ones, dense 64 relu kernel_initializer=ones"), "sgd", "1e-9", 20),
        false, true);

    add({"rate_too_large", "dead_units", "diverged"}, "smooth", plain(l("dense 16 tanh"), "adam", "2", 40));
    add({"rate_too_large", "dead_units", "not_learning", "saturated_units"}, "spiral",
        plain(l("dense 16 tanh"), "adam", "3", 60));
    add({"rate_too_large", "saturated_units", "not_learning"}, "digits", plain(l("dense 16 tanh"), "adam", "1", 30));
    add({"rate_too_large"}, "price", plain(l("dense 16 silu"), "adam", "1", 40));
    add({"rate_too_large", "diverged"}, "bumps", plain(l("dense 16 silu"), "sgd", "3", 40));

    add({"vanishing_gradients", "not_learning"}, "spiral", plain(l(deep), "adam", "0.001", 60));
    add({"vanishing_gradients", "not_learning"}, "breast_cancer", plain(l(deep), "sgd", "0.01", 40));
    add({"vanishing_gradients", "not_learning"}, "iris", plain(l(deep), "sgd", "0.05", 60));

    add({"unscaled_inputs"}, "wine", plain(l("dense 16 tanh"), "adam", "0.001", 40), false, true);
    add({"unscaled_inputs"}, "breast_cancer", plain(l("dense 16 sigmoid"), "adam", "0.001", 40), false, true);
    add({"unscaled_inputs"}, "breast_cancer", plain(l(relu), "sgd", "0.01", 40), false, true);
    add({"saturated_units"}, "iris", plain(l("dense 16 tanh kernel_initializer=ones"), "adam", "0.001", 40), false,
        true);

    add({"rate_too_small"}, "breast_cancer", plain(l(relu), "adam", "1e-6", 40));
    add({"rate_too_small"}, "digits", plain(l("dense 32 relu"), "sgd", "1e-4", 20));
    add({"rate_too_small"}, "moons", plain(l("dense 16 tanh"), "adam", "1e-5", 40));
    add({"rate_too_small"}, "smooth", plain(l("dense 16 tanh"), "sgd", "1e-4", 40));

    add({"overfitting"}, "noise", plain(l("dense 128 relu, dense 64 relu"), "adam", "0.01", 100));
    add({"overfitting"}, "noise", plain(l("dense 64 tanh"), "adam", "0.01", 200));
    add({"overfitting"}, "faint", plain(l("dense 128 relu, dense 128 relu"), "adam", "0.005", 200));
    add({"overfitting"}, "rare", plain(l("dense 128 relu, dense 64 relu"), "adam", "0.005", 150));

    add({"plateau", "underfitting"}, "circle", plain(l("dense 1 relu"), "adam", "0.01", 100));
    add({"plateau", "underfitting"}, "spiral", plain(l("dense 2 tanh"), "adam", "0.01", 200));
    add({"plateau", "underfitting"}, "xor", plain(l(""), "adam", "0.01", 100));

    add({"underfitting", "plateau", "not_learning"}, "spiral", plain(l(""), "adam", "0.01", 60));
    add({"underfitting"}, "digits", plain(l("dense 2 relu"), "adam", "0.01", 30));
    add({"underfitting"}, "digits", plain(l("dense 32 relu, dropout 0.95"), "adam", "0.001", 10));

    add({"unbalanced_classes"}, "rare", {{"class_weights", "none"}});
    add({"unbalanced_classes"}, "rare",
        plain({{"layers", "dense 8 tanh"}, {"class_weights", "none"}}, "adam", "0.003", 40));

    add({"leaking_column"}, "leak", {});
    add({"leaking_column"}, "leak_number", plain(l("dense 16 relu"), "adam", "0.003", 40));

    add({"oversized_network"}, "iris", plain(l("dense 512 relu, dense 512 relu"), "adam", "0.001", 10));
    add({"dropout_gap"}, "breast_cancer",
        plain(l("dense 32 relu, dropout 0.6, dense 16 relu, dropout 0.6"), "adam", "0.001", 60));
    return all;
}

std::vector<SetUp> ordinaryOnes(const std::vector<std::string>& files)
{
    const std::vector<TrialSettings> kinds = {
        {},
        {{"layers", "dense 32 relu, dense 16 relu"}},
        {{"layers", "dense 32 silu, dense 32 silu"}},
        {{"layers", "dense 32 relu, dropout 0.1, dense 16 relu"}},
        {{"layers", "dense 48 silu, dense 24 silu"}, {"learning_rate", "0.005"}},
    };
    std::vector<SetUp> all;
    for (const char* data : {"iris", "breast_cancer", "wine", "circle", "gaussian", "spiral", "moons", "plane", "bumps",
                             "price", "smooth"})
        for (const TrialSettings& kind : kinds)
            for (const char* seed : {"1", "2", "3", "4"}) {
                if (all.size() == 200)
                    break;
                SetUp setUp{{}, data, kind};
                setUp.settings.emplace_back("seed", seed);
                all.push_back(std::move(setUp));
            }
    for (const std::string& file : files)
        all.push_back({{}, file, {}});
    return all;
}

} // namespace

int main(int argc, char** argv)
{
    bool verbose = false;
    bool remedies = false;
    std::vector<std::string> files;
    for (int i = 1; i < argc; ++i)
        if (const std::string word = argv[i]; word == "-v" || word == "-r") {
            verbose = true;
            remedies = remedies || word == "-r";
        } else
            files.emplace_back(argv[i]);
    struct Count {
        int wrong = 0, hit = 0, alarms = 0;
    };
    std::map<std::string, Count> counts;
    int wrong = 0, hits = 0, ordinary = 0, alarmed = 0, grave = 0, failed = 0;
    const auto each = [&](const SetUp& setUp) {
        CoachInput input;
        std::vector<CoachRemark> remarks;
        try {
            input = trained(setUp);
            remarks = coach(input);
        } catch (const std::exception& error) {
            std::printf("  %s, %s: %s\n", setUp.data.c_str(), settingsText(setUp.settings).c_str(), error.what());
            ++failed;
            return;
        }
        std::string keys;
        for (const CoachRemark& remark : remarks)
            keys += (keys.empty() ? "" : ", ") + remark.key;
        if (setUp.expected.empty()) {
            ++ordinary;
            alarmed += remarks.empty() ? 0 : 1;
            for (const CoachRemark& remark : remarks) {
                ++counts[remark.key].alarms;
                grave += remark.grave ? 1 : 0;
            }
        } else {
            ++wrong;
            const bool hit = std::any_of(remarks.begin(), remarks.end(), [&](const CoachRemark& remark) {
                return std::find(setUp.expected.begin(), setUp.expected.end(), remark.key) != setUp.expected.end();
            });
            ++counts[setUp.expected.front()].wrong;
            counts[setUp.expected.front()].hit += hit ? 1 : 0;
            hits += hit ? 1 : 0;
            if (!hit)
                std::printf("  missed: %s on %s (%s); said: %s\n", setUp.expected.front().c_str(), setUp.data.c_str(),
                            settingsText(setUp.settings).c_str(), keys.c_str());
        }
        if ((verbose || setUp.expected.empty()) && !remarks.empty()) {
            std::printf("  %s (%s)\n", setUp.data.c_str(), settingsText(setUp.settings).c_str());
            for (const CoachRemark& remark : remarks) {
                std::printf("    %s%s: %s\n", remark.grave ? "GRAVE " : "", remark.key.c_str(), remark.text.c_str());
                if (remedies && remark.remedy)
                    std::printf("      %s: validation %s -> %s\n", remark.remedy->title.c_str(),
                                scoreText(input).c_str(), scoreText(remedied(input, *remark.remedy)).c_str());
            }
        }
    };
    std::printf("Made to go wrong:\n");
    for (const SetUp& setUp : wrongOnes())
        each(setUp);
    std::printf("Ordinary, of which something was said:\n");
    for (const SetUp& setUp : ordinaryOnes(files))
        each(setUp);
    std::printf("\n%-22s %10s %6s %13s\n", "kind", "made wrong", "hit", "false alarms");
    for (const CoachRule* rule : coachRules()) {
        const Count& count = counts[rule->key];
        std::printf("%-22s %10d %6d %13d\n", rule->key.c_str(), count.wrong, count.hit, count.alarms);
    }
    std::printf("%-22s %10d %6d %13d of %d (%d grave), %d could not be trained\n", "all", wrong, hits, alarmed,
                ordinary, grave, failed);
    return grave > 0 || failed > 0 ? 1 : 0;
}
