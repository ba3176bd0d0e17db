// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suggestion/tutorial_network.h"

#include "core/suggestion/plain_training.h"

#include <algorithm>

namespace netloom {

namespace {

NetworkSpec tutorialLayers(const TableFacts& facts)
{
    NetworkSpec network;
    network.setInputs(facts.inputs);
    // Halves round down, quarters to the nearest: the article's 10 inputs and one output give 5 and 3.
    const Index sum = facts.inputs + facts.outputs;
    for (const Index units : {std::max<Index>(1, sum / 2), std::max<Index>(1, (sum + 2) / 4)}) {
        network.layers.push_back(
            {"dense", freeLayerName(network, "h"), {{"units", units}, {"activation", std::string("relu")}}});
        network.layers.push_back({"dropout", freeLayerName(network, "drop"), {{"rate", 0.2}}});
    }
    network.layers.push_back(
        {"dense", "output", {{"units", facts.outputs}, {"activation", std::string(facts.activation())}}});
    return network;
}

} // namespace

const NetworkTemplate& tutorialNetwork()
{
    static const NetworkTemplate info{
        "tutorial", "The tutorial's rule",
        "(inputs + outputs) / 2 units, then half of that, dropout 0.2; Adam for 100 epochs.",
        [](const TableFacts& facts, Index, const TrainingConfig& current) {
            Suggestion suggestion;
            suggestion.network = tutorialLayers(facts);
            suggestion.training = plainTraining(current, {"adam", {{"learning_rate", 0.001}}}, 100, 32);
            suggestion.summary =
                "The tutorial's rule of thumb: half of inputs and outputs together, then half of that, "
                "each followed by dropout 0.2. With few columns its layers are too narrow to learn "
                "much.";
            return suggestion;
        }};
    return info;
}

} // namespace netloom
