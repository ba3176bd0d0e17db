// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suggestion/perceptron.h"

#include "core/suggestion/first_network.h"

namespace netloom {

const NetworkTemplate& perceptron()
{
    static const NetworkTemplate info{
        "perceptron", "Perceptron", "No hidden layer: a weighted sum of the inputs, what linear models compute.",
        [](const TableFacts& facts, Index watched, const TrainingConfig& current) {
            Suggestion suggestion = suggestLayers(facts, watched, current, {}, {});
            suggestion.summary =
                "A perceptron has no hidden layer: it computes a weighted sum of the inputs, as logistic "
                "and linear regression do. What a deeper network gains over it is what the hidden "
                "layers are worth.";
            return suggestion;
        }};
    return info;
}

} // namespace netloom
