// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/activation_layer.h"

#include "core/activations/registry.h"
#include "core/base/error.h"
#include "core/layers/activation_remarks.h"
#include "core/layers/one_to_one.h"

namespace netloom {

const LayerInfo& ActivationLayer::info()
{
    static const LayerInfo info = [] {
        LayerInfo i =
            oneToOneLayer("activation", "Activation", "Applies a function to every unit of the layer before.", "act");
        i.fields = {{.key = "activation",
                     .title = "Activation",
                     .help = "The function applied to each number.",
                     .type = FieldType::Choice,
                     .initial = std::string("relu"),
                     .choices = activationChoices}};
        i.check = [](const FieldValues& v, const Shape& input) -> std::vector<Remark> {
            const FieldValues all = withDefaults(ActivationLayer::info().fields, v);
            return activationRemarks(*findActivation(all.text("activation")), input.size(), "activation");
        };
        i.make = [](const FieldValues& v, const Shape& input) -> std::unique_ptr<Layer> {
            return std::make_unique<ActivationLayer>(withDefaults(ActivationLayer::info().fields, v), input.size());
        };
        return i;
    }();
    return info;
}

ActivationLayer::ActivationLayer(const FieldValues& values, Index inputs) : m_units(inputs)
{
    const ActivationInfo* activation = findActivation(values.text("activation"));
    if (!activation)
        throw Error("the activation " + quoted(values.text("activation")) + " is not known");
    m_activation = activation->make({});
}

ActivationLayer::ActivationLayer(std::unique_ptr<Activation> activation, Index inputs)
    : m_units(inputs), m_activation(std::move(activation))
{
}

void ActivationLayer::allocate(Index maxBatch, Index outputStride, bool)
{
    if (!m_fused)
        return;
    m_stride = outputStride;
    m_logits.assign(static_cast<std::size_t>(maxBatch * outputStride), 0);
}

ConstBlock ActivationLayer::logits(Index first, Index count) const
{
    return {m_logits.data() + first * m_stride, m_units, count, m_stride};
}

void ActivationLayer::forward(ConstBlock x, MutableBlock y, const Pass& pass)
{
    if (m_fused)
        copyBlock(x, {m_logits.data() + pass.first * m_stride, m_units, x.columns, m_stride});
    m_activation->forward(x, y);
}

bool ActivationLayer::preActivation(ConstBlock x, MutableBlock z) const
{
    copyBlock(x, z);
    return true;
}

void ActivationLayer::backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass&)
{
    if (!m_fused)
        m_activation->backward(x, y, dy);
    if (dx.data)
        copyBlock({dy.data, dy.rows, dy.columns, dy.stride}, dx);
}

} // namespace netloom
