// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/candidates.h"

#include "core/activations/registry.h"
#include "core/data/column_values.h"
#include "core/suggestion/first_network.h"

namespace netloom {

namespace {

/// How much stronger the brake is than the rule's.
struct Variant {
    std::vector<Index> units;
    const char* activation;
    double brake;
    double dropout = 0; ///< behind the first hidden layer
};

const std::vector<Variant>& variants()
{
    static const std::vector<Variant> all{
        {{}, "linear", 1},           {{32, 16}, "silu", 5},   {{16}, "silu", 1},          {{32, 16}, "silu", 1},
        {{32, 16}, "selu", 1},       {{32, 16}, "silu", 0.2}, {{64, 32}, "silu", 1},      {{16}, "relu", 5},
        {{}, "linear", 0.1},         {{16}, "tanh", 5},       {{64, 32}, "relu", 0.2},    {{32}, "silu", 5},
        {{32, 16}, "silu", 1, 0.2},  {{16, 8}, "silu", 1},    {{32, 16}, "tanh", 1},      {{64, 32}, "silu", 0.1},
        {{32, 16}, "selu", 5},       {{8}, "tanh", 1},        {{64, 32}, "relu", 1, 0.3}, {{128, 64}, "silu", 0.2},
        {{64, 32, 16}, "silu", 0.2}, {{}, "linear", 10},
    };
    return all;
}

} // namespace

Index parameterCount(const NetworkSpec& network, Index inputs)
{
    Index count = 0;
    for (const LayerShape& shape : layerShapes(network, inputs))
        count += shape.parameters;
    return count;
}

std::string networkTitle(const NetworkSpec& network, const TrainingConfig& training)
{
    const int output = outputLayer(network);
    std::string units;
    std::string activation;
    std::string dropout;
    for (int i = 0; i < static_cast<int>(network.layers.size()); ++i) {
        const LayerSpec& layer = network.layers[static_cast<std::size_t>(i)];
        if (layer.type == "dropout" && layer.fields.contains("rate"))
            dropout = ", dropout " + numberLabel(layer.fields.real("rate"));
        if (layer.type != "dense" || i == output)
            continue;
        if (layer.fields.contains("units"))
            units.append(units.empty() ? "" : "-")
                .append(numberLabel(static_cast<double>(layer.fields.integer("units"))));
        if (layer.fields.contains("activation"))
            activation = layer.fields.text("activation");
    }
    std::string text = units.empty() ? "Linear" : units;
    if (const ActivationInfo* info = units.empty() ? nullptr : findActivation(activation))
        text.append(" ").append(info->title, 0, info->title.find(" ("));
    text += dropout;
    if (output >= 0 && network.layers[static_cast<std::size_t>(output)].fields.contains("kernel_l2"))
        text += ", L2 " + numberLabel(network.layers[static_cast<std::size_t>(output)].fields.real("kernel_l2"));
    if (training.optimizer.fields.contains("weight_decay"))
        text += ", decay " + numberLabel(training.optimizer.fields.real("weight_decay"));
    return text;
}

std::vector<Candidate> candidateNetworks(const TableFacts& facts, Index watched, const TrainingConfig& current)
{
    std::vector<Candidate> result;
    const auto add = [&](Suggestion suggestion, bool rule) {
        Candidate candidate;
        candidate.title = networkTitle(suggestion.network, suggestion.training);
        candidate.parameters = parameterCount(suggestion.network, facts.inputs);
        candidate.isRule = rule;
        candidate.isLinear = suggestion.network.layers.size() == 1;
        candidate.suggestion = std::move(suggestion);
        result.push_back(std::move(candidate));
    };
    add(suggestFirstNetwork(facts, watched, current), true);
    const NetworkSpec rule = result.front().suggestion.network;
    for (const Variant& variant : variants()) {
        Suggestion suggestion =
            suggestLayers(facts, watched, current, variant.units, variant.activation, variant.brake);
        if (suggestion.network == rule && variant.brake == 1)
            continue;
        if (variant.dropout > 0)
            suggestion.network.layers.insert(suggestion.network.layers.begin() + 1,
                                             {"dropout", "drop1", {{"rate", variant.dropout}}});
        add(std::move(suggestion), false);
    }
    return result;
}

} // namespace netloom
