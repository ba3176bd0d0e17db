// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/kinks.h"

#include "core/activations/registry.h"
#include "core/layers/registry.h"

#include <map>
#include <string>

namespace netloom {

namespace {

Kinks ofRelu(const FieldValues& values)
{
    const double threshold = values.real("threshold");
    const double most = values.real("max_value");
    Kinks kinks{{threshold}, true};
    if (most > 0)
        kinks.at.push_back(most);
    return kinks;
}

/// With the activation's fields at their initial values, as a dense layer has it.
Kinks ofActivation(const std::string& type)
{
    static const std::map<std::string, Kinks> known = {
        {"linear", {{}, true}},
        {"relu", {{0}, true}},
        {"relu6", {{0, 6}, true}},
        {"leaky_relu", {{0}, true}},
        {"elu", {{0}, false}},
        {"selu", {{0}, false}},
        {"celu", {{0}, false}},
        {"softsign", {{0}, false}},
        {"hard_sigmoid", {{-3, 3}, true}},
        {"hard_sigmoid_keras2", {{-2.5, 2.5}, true}},
        {"hard_silu", {{-3, 3}, false}},
        {"binary_step", {{0}, true}},
    };
    const auto found = known.find(type);
    return found == known.end() ? Kinks{} : found->second;
}

} // namespace

Kinks kinksOf(const LayerSpec& layer)
{
    const LayerInfo* info = findLayerType(layer.type);
    if (!info)
        return {};
    const FieldValues values = withDefaults(info->fields, layer.fields);
    if (layer.type == "dense" || layer.type == "activation")
        return ofActivation(findActivation(values.text("activation"))->type);
    if (layer.type == "relu")
        return ofRelu(values);
    if (layer.type == "prelu")
        return {{0}, true};
    if (layer.type == "leaky_relu" || layer.type == "elu")
        return ofActivation(layer.type);
    const bool affine = layer.type == "batch_normalization" || layer.type == "dropout" ||
                        layer.type == "gaussian_noise" || layer.type == "gaussian_dropout";
    return {{}, affine};
}

} // namespace netloom
