// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sweep/trial_settings.h"

#include "core/base/error.h"
#include "core/layers/registry.h"
#include "core/project/settings.h"

#include <algorithm>
#include <array>
#include <functional>

namespace netloom {

namespace {

bool isHidden(const NetworkSpec& network, std::size_t layer)
{
    return network.layers[layer].type == "dense" && static_cast<int>(layer) != outputLayer(network);
}

const FieldInfo& fieldOfType(const std::string& type, const std::string& key)
{
    const LayerInfo* info = findLayerType(type);
    if (info)
        for (const FieldInfo& field : info->fields)
            if (field.key == key)
                return field;
    throw Error("a layer of type " + netloom::quoted(type) + " has no field " + netloom::quoted(key));
}

void setField(LayerSpec& layer, const std::string& key, const std::string& value)
{
    const FieldInfo& field = fieldOfType(layer.type, key);
    const FieldValue parsed = parseField(field, value);
    if (const std::string complaint = checkField(field, parsed); !complaint.empty())
        throw Error(complaint, layer.name + "." + key);
    layer.fields.set(key, parsed);
}

void setLayers(NetworkSpec& network, const std::string& text)
{
    const int place = outputLayer(network);
    if (place < 0)
        throw Error("the network has no output layer to put the hidden ones before", "layers");
    const LayerSpec output = network.layers[static_cast<std::size_t>(place)];
    std::vector<LayerSpec> layers = text.empty() ? std::vector<LayerSpec>() : parseLayers(text);
    // Who writes the output layer as well means the same network.
    const auto same = [&](const LayerSpec& layer) {
        const auto field = [](const LayerSpec& of, const char* key) {
            return fieldOf(*findLayerType("dense"), of.fields, key);
        };
        return layer.type == "dense" && field(layer, "units") == field(output, "units") &&
               field(layer, "activation") == field(output, "activation");
    };
    if (layers.empty() || !same(layers.back()))
        layers.push_back(output);
    network.layers = std::move(layers);
    LayerSpec& last = network.layers.back();
    last.name.clear();
    const bool taken = std::any_of(network.layers.begin(), network.layers.end(),
                                   [&](const LayerSpec& layer) { return layer.name == output.name; });
    last.name = taken ? freeLayerName(network, "output") : output.name;
}

void setHidden(NetworkSpec& network, const std::string& field, const std::string& value)
{
    bool any = false;
    for (std::size_t i = 0; i < network.layers.size(); ++i)
        if (isHidden(network, i)) {
            setField(network.layers[i], field, value);
            any = true;
        }
    if (!any)
        throw Error("the network has no hidden Dense layer to set it for", field);
}

void setDropout(NetworkSpec& network, const std::string& value)
{
    const FieldInfo& field = fieldOfType("dropout", "rate");
    const FieldValue rate = parseField(field, value);
    if (const std::string complaint = checkField(field, rate); !complaint.empty())
        throw Error(complaint, "dropout");
    std::erase_if(network.layers, [](const LayerSpec& layer) { return layer.type == "dropout"; });
    if (std::get<double>(rate) <= 0)
        return;
    for (std::size_t i = 0; i < network.layers.size(); ++i)
        if (isHidden(network, i)) {
            ++i;
            network.layers.insert(network.layers.begin() + static_cast<std::ptrdiff_t>(i),
                                  {"dropout", freeLayerName(network, "drop"), {{"rate", rate}}});
        }
}

void setPenalty(NetworkSpec& network, const std::string& field, const std::string& value)
{
    for (LayerSpec& layer : network.layers)
        if (layer.type == "dense")
            setField(layer, field, value);
}

/// Field of a layer by its name. @returns whether there is such a layer
bool setNamed(NetworkSpec& network, const std::string& key, const std::string& value)
{
    const std::size_t dot = key.rfind('.');
    if (dot == std::string::npos)
        return false;
    for (LayerSpec& layer : network.layers)
        if (layer.name == key.substr(0, dot)) {
            setField(layer, key.substr(dot + 1), value);
            return true;
        }
    return false;
}

using Set = std::function<void(NetworkSpec&, const std::string&)>;

struct Entry {
    NetworkKey info;
    Set set;
};

const std::vector<Entry>& entries()
{
    static const std::vector<Entry> list = {
        {{"layers", "the hidden layers, such as dense 16 relu, dropout 0.2; a bar between two networks"}, setLayers},
        {{"units", "units of every hidden Dense layer"},
         [](NetworkSpec& network, const std::string& value) { setHidden(network, "units", value); }},
        {{"activation", "activation of every hidden Dense layer"},
         [](NetworkSpec& network, const std::string& value) { setHidden(network, "activation", value); }},
        {{"dropout", "rate of a Dropout layer behind every hidden Dense layer; 0: none"}, setDropout},
        {{"l1", "L1 penalty of the weights of every Dense layer"},
         [](NetworkSpec& network, const std::string& value) { setPenalty(network, "kernel_l1", value); }},
        {{"l2", "L2 penalty of the weights of every Dense layer"},
         [](NetworkSpec& network, const std::string& value) { setPenalty(network, "kernel_l2", value); }},
    };
    return list;
}

const Entry* findEntry(const std::string& key)
{
    const auto found =
        std::find_if(entries().begin(), entries().end(), [&](const Entry& e) { return e.info.key == key; });
    return found == entries().end() ? nullptr : &*found;
}

/// 0: the network as a whole, 1: its fields, 2: choices of components, 3: everything else.
int turnOf(const std::string& key)
{
    if (key == "layers")
        return 0;
    if (findEntry(key))
        return 1;
    static constexpr std::array<std::string_view, 3> kChoices = {"optimizer", "schedule", "loss"};
    return std::find(kChoices.begin(), kChoices.end(), key) != kChoices.end() ? 2 : 3;
}

} // namespace

const std::vector<NetworkKey>& networkKeys()
{
    static const std::vector<NetworkKey> keys = [] {
        std::vector<NetworkKey> list;
        for (const Entry& entry : entries())
            list.push_back(entry.info);
        return list;
    }();
    return keys;
}

void requireSweepable(const std::string& key)
{
    if (key.starts_with("split."))
        throw Error("a sweep cannot change how the rows are divided", key,
                    "Trials on different rows cannot be compared; change it in the project.");
    if (key == "threads" || key == "metrics" || key == "metrics_follow_target" || key == "keep_best" ||
        key == "measure_loss" || key == "measure_norms")
        throw Error("this setting changes no result, so there is nothing to compare", key);
}

void applyTrial(const TrialSettings& settings, NetworkSpec& network, TrainingConfig& training)
{
    TrialSettings ordered = settings;
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return turnOf(a.first) < turnOf(b.first); });
    for (const auto& [key, value] : ordered) {
        requireSweepable(key);
        if (const Entry* entry = findEntry(key)) {
            entry->set(network, value);
        } else if (!setNamed(network, key, value)) {
            SplitConfig split;
            setSetting(training, split, key, value);
        }
    }
}

} // namespace netloom
