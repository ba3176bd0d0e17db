// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suggestion/playground_network.h"

#include "core/suggestion/first_network.h"
#include "core/suggestion/plain_training.h"

namespace netloom {

const NetworkTemplate& playgroundNetwork()
{
    static const NetworkTemplate info{
        "playground", "TensorFlow Playground's", "4 and 2 tanh units with plain gradient descent at rate 0.03.",
        [](const TableFacts& facts, Index, const TrainingConfig& current) {
            Suggestion suggestion;
            suggestion.network = denseNetwork(facts, {4, 2}, "tanh");
            suggestion.training = plainTraining(current, {"sgd", {{"learning_rate", 0.03}}}, 200, 10);
            suggestion.summary =
                "What TensorFlow Playground starts with: 4 and 2 tanh units and plain gradient descent. "
                "Made for two inputs, where every unit can be watched.";
            return suggestion;
        }};
    return info;
}

} // namespace netloom
