// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suggestion/first_network.h"

#include "core/base/count_text.h"
#include "core/data/column_values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string_view>

namespace netloom {

namespace {

constexpr double kRate = 0.01;
constexpr Index kUpdates = 1500;
constexpr Index kUpdatesOfFew = 5000; ///< few inputs: what is drawn over a plane has fine bends
constexpr Index kFewInputs = 3;
constexpr double kMostSamples = 4e6; ///< that a first training looks at: seconds, not minutes
/// Fewer validation rows than this cannot tell a good epoch from a lucky one.
constexpr Index kFewWatched = 8;
/// Of the rows that a class has where all are equally frequent; with two classes this is a tenth of the rows.
constexpr double kRare = 0.2;

/// The nearest of 1, 2, 5 × a power of ten, on a logarithmic scale: a number one can remember.
double roundNumber(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    double best = power;
    for (const double factor : {2.0, 5.0, 10.0})
        if (std::abs(std::log(factor * power / value)) < std::abs(std::log(best / value)))
            best = factor * power;
    // 0.020000000000000004 and its kind
    return std::round(best * 1e6) / 1e6;
}

/// So few rows for the inputs that not even a weighted sum of them is well determined.
bool isWide(const TableFacts& facts)
{
    return 3 * facts.inputs > facts.rows;
}

Index batchSize(Index rows)
{
    // A batch of half the rows or more takes out the chance in a step that keeps from learning by heart.
    if (rows < 64)
        return 16;
    if (rows < 2000)
        return 32;
    return rows < 5000 ? 64 : rows < 100'000 ? 128 : 256;
}

Index epochCount(Index rows, Index inputs, Index batch)
{
    const Index updates = inputs <= kFewInputs ? kUpdatesOfFew : kUpdates;
    const Index batches = std::max<Index>(1, (rows + batch - 1) / batch);
    const Index least = rows < 5000 ? 30 : 60;
    const auto most =
        std::max<Index>(5, static_cast<Index>(kMostSamples / static_cast<double>(std::max<Index>(rows, 1))));
    Index epochs = std::max(least, (updates + batches - 1) / batches);
    // Round numbers read better, and nothing depends on the last few.
    const Index step = epochs >= 100 ? 50 : 10;
    epochs = (epochs + step - 1) / step * step;
    return std::min(epochs, most);
}

bool isWatched(Index watched)
{
    return watched >= kFewWatched;
}

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (const std::string_view part : parts)
        text += part;
    return text;
}

/// "Weight decay 0.2", "An L2 penalty of 0.01"
std::string brakeOf(const TableFacts& facts, const Suggestion& suggestion)
{
    return isWide(facts)
               ? joined({"An L2 penalty of ", numberLabel(suggestion.network.layers.back().fields.real("kernel_l2"))})
               : joined({"Weight decay ", numberLabel(suggestion.training.optimizer.fields.real("weight_decay"))});
}

std::vector<Reason> reasonsFor(const TableFacts& facts, Index watched, const Suggestion& suggestion)
{
    const TrainingConfig& training = suggestion.training;
    const bool wide = isWide(facts);
    const std::string rows = countText(facts.rows);
    std::vector<Reason> reasons;
    const std::string inputs = countText(facts.inputs);
    if (wide)
        reasons.push_back({"One hidden layer of 16 units, SiLU",
                           joined({"There are ", inputs, " inputs for ", rows,
                                   " training rows: a larger network would find patterns in them that are chance."})});
    else
        reasons.push_back(
            {"Hidden layers of 32 and 16 units, SiLU",
             "Wide enough that nothing gets stuck in a bottleneck, small enough to draw; SiLU is a smooth "
             "ReLU, which learns curves from fewer rows."});
    reasons.push_back(
        {wide ? "Adam, rate 0.01 falling to 0 along a cosine" : "AdamW, rate 0.01 falling to 0 along a cosine",
         "Large steps first, so that it learns quickly, then ever smaller ones, so that it settles."});
    const Index steps = training.epochs * ((facts.rows + training.batchSize - 1) / training.batchSize);
    reasons.push_back(
        {joined({countText(training.epochs), " epochs in batches of ", countText(training.batchSize)}),
         joined({"What counts is the number of steps: ", countText(steps), " for these ", rows, " rows."})});
    reasons.push_back(
        {brakeOf(facts, suggestion),
         wide ? "The brake on learning by heart, as in ridge regression: inputs that say much the same share their "
                "weight, the more so the fewer rows there are for them."
              : joined({"The brake on learning by heart, as strong as rows are few for the ", inputs, " inputs."})});
    if (isWatched(watched))
        reasons.push_back(
            {"The best epoch is kept", joined({"At the end the weights go back to the epoch that did best on the ",
                                               countText(watched), " validation rows."})});
    if (training.classWeights == "moderate")
        reasons.push_back(
            {"Moderate class weights", "The rarest class has so few of the rows that it would be ignored without."});
    return reasons;
}

std::string summaryOf(const TableFacts& facts, Index watched, const Suggestion& suggestion)
{
    return joined({isWide(facts) ? "One hidden layer of 16 units is all that so few rows for the inputs can support"
                                 : "32 and 16 units leave no bottleneck and can still be drawn",
                   "; ", countText(suggestion.training.epochs),
                   " epochs with a falling rate are enough steps to learn. ", brakeOf(facts, suggestion), " fits ",
                   countText(facts.rows), " rows of ", countText(facts.inputs),
                   facts.inputs == 1 ? " input" : " inputs",
                   isWatched(watched) ? ", and the epoch that does best on the validation rows is kept." : "."});
}

double weightDecay(const TableFacts& facts, Index watched, double strength)
{
    const double inputs = static_cast<double>(std::max<Index>(facts.inputs, 1));
    const double rows = static_cast<double>(std::max<Index>(facts.rows, 1));
    const double decay = std::clamp(roundNumber((isWatched(watched) ? 15 : 60) * inputs / rows), 0.01, 3.0);
    // 0.2 · 0.2 is 0.04 here, not 0.04000000000000001.
    return std::clamp(std::round(decay * strength * 1e4) / 1e4, 0.001, 10.0);
}

double penalty(const TableFacts& facts, double strength)
{
    const bool numbers = facts.task == Task::Regression || facts.task == Task::None;
    // Where inputs outnumber the rows by far, a penalty that grew with them would leave a constant.
    const double share =
        std::min(static_cast<double>(facts.inputs) / static_cast<double>(std::max<Index>(facts.rows, 1)), 2.0);
    return std::max(std::round(roundNumber((numbers ? 0.2 : 0.03) * share) * strength * 1e6) / 1e6, 1e-6);
}

TrainingConfig training(const TableFacts& facts, Index watched, double strength, const TrainingConfig& current)
{
    TrainingConfig training = current;
    if (isWide(facts))
        training.optimizer = {"adam", {{"learning_rate", kRate}}};
    else
        training.optimizer = {"adamw",
                              {{"learning_rate", kRate}, {"weight_decay", weightDecay(facts, watched, strength)}}};
    training.schedule = {"cosine_decay", {{"decay_steps", std::int64_t(0)}}};
    training.batchSize = batchSize(facts.rows);
    training.epochs = epochCount(facts.rows, facts.inputs, training.batchSize);
    training.classWeights = facts.rarestShare < kRare ? "moderate" : "none";
    training.keepBest = true;
    training.callbacks.clear();
    // A rate that falls to nothing ends the training by itself; half of it without a gain means that none will come.
    if (isWatched(watched))
        training.enableCallback("early_stopping", {{"patience", std::max<Index>(20, training.epochs / 2)}});
    return training;
}

} // namespace

NetworkSpec denseNetwork(const TableFacts& facts, const std::vector<Index>& units, std::string_view activation)
{
    NetworkSpec network;
    network.setInputs(facts.inputs);
    for (const Index count : units)
        network.layers.push_back(
            {"dense", freeLayerName(network, "h"), {{"units", count}, {"activation", std::string(activation)}}});
    network.layers.push_back(
        {"dense", "output", {{"units", facts.outputs}, {"activation", std::string(facts.activation())}}});
    return network;
}

Suggestion suggestLayers(const TableFacts& facts, Index watched, const TrainingConfig& current,
                         const std::vector<Index>& units, std::string_view activation, double strength)
{
    Suggestion suggestion;
    suggestion.network = denseNetwork(facts, units, activation);
    if (isWide(facts))
        for (LayerSpec& layer : suggestion.network.layers)
            layer.fields.set("kernel_l2", penalty(facts, strength));
    suggestion.training = training(facts, watched, strength, current);
    return suggestion;
}

Suggestion suggestFirstNetwork(const TableFacts& facts, Index watched, const TrainingConfig& current)
{
    const std::vector<Index> units = isWide(facts) ? std::vector<Index>{16} : std::vector<Index>{32, 16};
    Suggestion suggestion = suggestLayers(facts, watched, current, units, "silu");
    suggestion.reasons = reasonsFor(facts, watched, suggestion);
    suggestion.summary = summaryOf(facts, watched, suggestion);
    return suggestion;
}

} // namespace netloom
