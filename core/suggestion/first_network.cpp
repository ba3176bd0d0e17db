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

Index batchSize(Index rows)
{
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

std::vector<Reason> reasonsFor(const TableFacts& facts, Index watched, const Suggestion& suggestion)
{
    const TrainingConfig& training = suggestion.training;
    const bool hidden = suggestion.network.layers.size() > 1;
    const std::string rows = countText(facts.rows);
    const std::string decay = numberLabel(training.optimizer.fields.real("weight_decay"));
    std::vector<Reason> reasons;
    const std::string inputs = countText(facts.inputs);
    if (hidden)
        reasons.push_back(
            {"Hidden layers of 32 and 16 units, SiLU",
             "Wide enough that nothing gets stuck in a bottleneck, small enough to draw; SiLU is a smooth "
             "ReLU, which learns curves from fewer rows."});
    else
        reasons.push_back({"No hidden layer",
                           joined({"There are ", inputs, " inputs for ", rows,
                                   " training rows: more than a weighted sum of them cannot be told from chance."})});
    reasons.push_back({"AdamW, rate 0.01 falling to 0 along a cosine",
                       "Large steps first, so that it learns quickly, then ever smaller ones, so that it settles."});
    const Index steps = training.epochs * ((facts.rows + training.batchSize - 1) / training.batchSize);
    reasons.push_back(
        {joined({countText(training.epochs), " epochs in batches of ", countText(training.batchSize)}),
         joined({"What counts is the number of steps: ", countText(steps), " for these ", rows, " rows."})});
    reasons.push_back(
        {joined({"Weight decay ", decay}),
         joined({"The brake on learning by heart, as strong as rows are few for the ", inputs, " inputs."})});
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
    const std::string decay = numberLabel(suggestion.training.optimizer.fields.real("weight_decay"));
    const bool hidden = suggestion.network.layers.size() > 1;
    return joined({hidden ? "32 and 16 units leave no bottleneck and can still be drawn"
                          : "With more inputs than rows, a network without hidden layers is all they can support",
                   "; ", countText(suggestion.training.epochs),
                   " epochs with a falling rate are enough steps to learn. ", "Weight decay ", decay, " fits ",
                   countText(facts.rows), " rows of ", countText(facts.inputs),
                   facts.inputs == 1 ? " input" : " inputs",
                   isWatched(watched) ? ", and the epoch that does best on the validation rows is kept." : "."});
}

} // namespace

double suggestWeightDecay(const TableFacts& facts, Index watched)
{
    const double strength = isWatched(watched) ? 15 : 60;
    const double inputs = static_cast<double>(std::max<Index>(facts.inputs, 1));
    const double rows = static_cast<double>(std::max<Index>(facts.rows, 1));
    return std::clamp(roundNumber(strength * inputs / rows), 0.01, 3.0);
}

TrainingConfig suggestTraining(const TableFacts& facts, Index watched, double weightDecay,
                               const TrainingConfig& current)
{
    TrainingConfig training = current;
    training.optimizer = {"adamw", {{"learning_rate", kRate}, {"weight_decay", weightDecay}}};
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
                         const std::vector<Index>& units, std::string_view activation)
{
    Suggestion suggestion;
    suggestion.network = denseNetwork(facts, units, activation);
    suggestion.training = suggestTraining(facts, watched, suggestWeightDecay(facts, watched), current);
    return suggestion;
}

Suggestion suggestFirstNetwork(const TableFacts& facts, Index watched, const TrainingConfig& current)
{
    const bool wide = facts.inputs > facts.rows;
    Suggestion suggestion =
        suggestLayers(facts, watched, current, wide ? std::vector<Index>{} : std::vector<Index>{32, 16}, "silu");
    suggestion.reasons = reasonsFor(facts, watched, suggestion);
    suggestion.summary = summaryOf(facts, watched, suggestion);
    return suggestion;
}

} // namespace netloom
