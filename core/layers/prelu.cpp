// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/prelu.h"

#include "core/base/field_builders.h"
#include "core/initializers/registry.h"
#include "core/layers/one_to_one.h"

#include <algorithm>

namespace netloom {

const LayerInfo& PRelu::info()
{
    static const LayerInfo info = [] {
        LayerInfo i =
            oneToOneLayer("prelu", "PReLU", "Like ReLU, with a slope for negative numbers that is learned.", "prelu");
        i.fields = {choiceField("alpha_initializer", "Slopes start as", "How the slopes are set before training.",
                                "zeros", initializerChoices)};
        i.parameterCount = [](const FieldValues&, const Shape& input) { return input.size(); };
        i.make = [](const FieldValues& v, const Shape& input) -> std::unique_ptr<Layer> {
            return std::make_unique<PRelu>(withDefaults(PRelu::info().fields, v), input.size());
        };
        return i;
    }();
    return info;
}

PRelu::PRelu(const FieldValues& values, Index inputs) : m_units(inputs), m_initializer(values.text("alpha_initializer"))
{
}

std::vector<TensorSpec> PRelu::tensors() const
{
    return {{.name = "alpha", .shape = {m_units}, .initializer = m_initializer}};
}

void PRelu::bind(const std::vector<Scalar*>& values, const std::vector<Scalar*>& gradients)
{
    m_alpha = values[0];
    m_alphaGradient = gradients[0];
}

void PRelu::forward(ConstBlock x, MutableBlock y, const Pass&)
{
    for (Index j = 0; j < x.columns; ++j)
        for (Index u = 0; u < m_units; ++u)
            y.column(j)[u] = x.column(j)[u] > 0 ? x.column(j)[u] : m_alpha[u] * x.column(j)[u];
}

bool PRelu::preActivation(ConstBlock x, MutableBlock z) const
{
    copyBlock(x, z);
    return true;
}

void PRelu::backward(ConstBlock x, ConstBlock, MutableBlock dy, MutableBlock dx, const Pass&)
{
    std::fill_n(m_alphaGradient, m_units, Scalar(0));
    for (Index j = 0; j < x.columns; ++j)
        for (Index u = 0; u < m_units; ++u)
            m_alphaGradient[u] += x.column(j)[u] > 0 ? 0 : dy.column(j)[u] * x.column(j)[u];
    if (!dx.data)
        return;
    for (Index j = 0; j < x.columns; ++j)
        for (Index u = 0; u < m_units; ++u)
            dx.column(j)[u] = dy.column(j)[u] * (x.column(j)[u] > 0 ? 1 : m_alpha[u]);
}

} // namespace netloom
