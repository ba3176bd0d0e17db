// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/activation_layers.h"

#include "core/activations/registry.h"
#include "core/layers/activation_layer.h"
#include "core/layers/activation_remarks.h"
#include "core/layers/one_to_one.h"

namespace netloom {

namespace {

/// A layer with the fields of an activation, in plain view.
LayerInfo layerOf(const char* type, const char* namePrefix)
{
    const ActivationInfo& activation = *findActivation(type);
    LayerInfo info = oneToOneLayer(type, activation.title, activation.help, namePrefix);
    info.fields = activation.fields;
    for (FieldInfo& field : info.fields)
        field.advanced = false;
    return info;
}

template<auto info>
std::unique_ptr<Layer> make(const FieldValues& values, const Shape& input)
{
    return std::make_unique<ActivationLayer>(findActivation(info().type)->make(withDefaults(info().fields, values)),
                                             input.size());
}

} // namespace

const LayerInfo& reluLayer()
{
    static const LayerInfo info = [] {
        LayerInfo i = layerOf("relu", "relu");
        i.make = make<reluLayer>;
        return i;
    }();
    return info;
}

const LayerInfo& leakyReluLayer()
{
    static const LayerInfo info = [] {
        LayerInfo i = layerOf("leaky_relu", "leaky");
        i.fields.front().initial = 0.3;
        i.make = make<leakyReluLayer>;
        return i;
    }();
    return info;
}

const LayerInfo& eluLayer()
{
    static const LayerInfo info = [] {
        LayerInfo i = layerOf("elu", "elu");
        i.make = make<eluLayer>;
        return i;
    }();
    return info;
}

const LayerInfo& softmaxLayer()
{
    static const LayerInfo info = [] {
        LayerInfo i = layerOf("softmax", "softmax");
        i.check = [](const FieldValues&, const Shape& input) {
            return activationRemarks(*findActivation("softmax"), input.size(), {});
        };
        i.make = make<softmaxLayer>;
        return i;
    }();
    return info;
}

} // namespace netloom
