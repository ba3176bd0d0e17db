// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/suggestion/network_template.h"
#include "core/suggestion/one_hidden_layer.h"
#include "core/suggestion/perceptron.h"
#include "core/suggestion/playground_network.h"
#include "core/suggestion/suggested_network.h"
#include "core/suggestion/tutorial_network.h"

#include <algorithm>
#include <array>

namespace netloom {

std::span<const NetworkTemplate* const> networkTemplates()
{
    static const std::array<const NetworkTemplate*, 5> all{
        &suggestedNetwork(), &perceptron(), &oneHiddenLayer(), &tutorialNetwork(), &playgroundNetwork(),
    };
    return all;
}

const NetworkTemplate* findNetworkTemplate(std::string_view key)
{
    const auto all = networkTemplates();
    const auto found = std::find_if(all.begin(), all.end(), [&](const NetworkTemplate* t) { return t->key == key; });
    return found == all.end() ? nullptr : *found;
}

} // namespace netloom
