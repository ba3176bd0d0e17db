// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/network_spec.h"

#include "core/base/error.h"
#include "core/layers/registry.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace netloom {

namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\n'))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> parts(std::string_view text, char separator)
{
    std::vector<std::string_view> list;
    for (;;) {
        const std::size_t end = text.find(separator);
        list.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos)
            return list;
        text.remove_prefix(end + 1);
    }
}

std::string knownTypes()
{
    std::string list;
    for (const LayerInfo* info : layerTypes())
        list += (list.empty() ? "" : ", ") + info->type;
    return list;
}

LayerSpec parseLayer(std::string_view text, const NetworkSpec& before)
{
    std::vector<std::string_view> words;
    for (const std::string_view word : parts(text, ' '))
        if (!word.empty())
            words.push_back(word);
    if (words.empty())
        throw Error("a layer is missing between two commas", "layers");
    const LayerInfo* info = findLayerType(words.front());
    if (!info)
        throw Error("there is no layer type " + quoted(words.front()), "layers", "Known types: " + knownTypes() + ".");
    LayerSpec layer;
    layer.type = info->type;
    layer.name = freeLayerName(before, info->namePrefix);
    std::size_t position = 0;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string_view word = words[i];
        const std::size_t equals = word.find('=');
        const std::string_view key = equals == std::string_view::npos ? std::string_view() : word.substr(0, equals);
        if (key == "name") {
            layer.name = std::string(word.substr(equals + 1));
            continue;
        }
        const auto field = key.empty() ? (position < info->fields.size()
                                              ? info->fields.begin() + static_cast<std::ptrdiff_t>(position++)
                                              : info->fields.end())
                                       : std::find_if(info->fields.begin(), info->fields.end(),
                                                      [&](const FieldInfo& f) { return f.key == key; });
        if (field == info->fields.end())
            throw Error(info->title + " has no value for " + quoted(word), "layers, " + quoted(trimmed(text)));
        try {
            layer.fields.set(field->key, parseField(*field, key.empty() ? word : word.substr(equals + 1)));
        } catch (const Error& error) {
            throw Error(error.problem(), "layers, " + quoted(trimmed(text)) + ", " + field->key);
        }
    }
    return layer;
}

} // namespace

std::vector<LayerShape> layerShapes(const NetworkSpec& spec, Index inputs)
{
    std::vector<LayerShape> shapes;
    Shape sample = spec.inputFor(inputs);
    for (const LayerSpec& layer : spec.layers) {
        LayerShape shape;
        shape.input = sample;
        shape.output = sample;
        if (const LayerInfo* info = findLayerType(layer.type)) {
            try {
                const Shape output = info->output(layer.fields, sample);
                if (output.size() > 0) {
                    shape.parameters = info->parameterCount(layer.fields, sample);
                    shape.multiplyAdds = info->multiplyAdds(layer.fields, sample);
                    shape.output = output;
                }
            } catch (const std::exception&) {
                // A field of the wrong type: validate() names it, the diagram still draws the rest.
            }
        }
        sample = shape.output;
        shapes.push_back(shape);
    }
    return shapes;
}

int outputLayer(const NetworkSpec& spec)
{
    for (std::size_t i = spec.layers.size(); i-- > 0;)
        if (spec.layers[i].type == "dense")
            return static_cast<int>(i);
    return -1;
}

std::string freeLayerName(const NetworkSpec& spec, std::string_view prefix)
{
    std::set<std::string_view> names;
    for (const LayerSpec& layer : spec.layers)
        names.insert(layer.name);
    std::string stem(prefix);
    while (!stem.empty() && stem.back() >= '0' && stem.back() <= '9')
        stem.pop_back();
    if (stem.empty())
        stem = "layer";
    for (Index number = 1;; ++number) {
        std::string name = stem + std::to_string(number);
        if (!names.contains(name))
            return name;
    }
}

std::vector<LayerSpec> parseLayers(std::string_view text)
{
    NetworkSpec network;
    if (!trimmed(text).empty())
        for (const std::string_view part : parts(text, ','))
            network.layers.push_back(parseLayer(part, network));
    return network.layers;
}

std::string formatLayers(const std::vector<LayerSpec>& layers)
{
    std::string text;
    for (const LayerSpec& layer : layers) {
        if (!text.empty())
            text += ", ";
        text += layer.type;
        const LayerInfo* info = findLayerType(layer.type);
        if (!info)
            continue;
        bool positional = true;
        for (const FieldInfo& field : info->fields) {
            const FieldValue* value = layer.fields.find(field.key);
            if (!value) {
                positional = false;
                continue;
            }
            text += ' ';
            if (!positional)
                text += field.key + '=';
            text += formatField(*value);
        }
    }
    return text;
}

} // namespace netloom
