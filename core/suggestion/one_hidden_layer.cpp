// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suggestion/one_hidden_layer.h"

#include "core/suggestion/first_network.h"

namespace netloom {

const NetworkTemplate& oneHiddenLayer()
{
    static const NetworkTemplate info{
        "one_hidden_layer", "One hidden layer", "16 ReLU units between inputs and outputs: the smallest deep picture.",
        [](const TableFacts& facts, Index watched, const TrainingConfig& current) {
            Suggestion suggestion = suggestLayers(facts, watched, current, {16}, "relu");
            suggestion.summary = "One hidden layer of 16 ReLU units is easy to draw and to follow. It bends the answer "
                                 "at 16 places, which is enough for many tables.";
            return suggestion;
        }};
    return info;
}

} // namespace netloom
