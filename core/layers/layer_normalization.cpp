// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/layer_normalization.h"

#include "core/base/field_builders.h"
#include "core/layers/one_to_one.h"

#include <algorithm>
#include <cmath>

namespace netloom {

const LayerInfo& LayerNormalization::info()
{
    static const LayerInfo info = [] {
        LayerInfo i = oneToOneLayer("layer_normalization", "Layer normalization",
                                    "Brings the units of every sample together to mean 0 and variance 1.", "ln");
        i.fields = {
            aboveField(
                realField("epsilon", "Epsilon", "Added to the variance, so that equal units do no harm.", 1e-3, 0, 1)),
            advancedField(booleanField("center", "Shift", "Add a trainable number to every unit.", true)),
            advancedField(booleanField("scale", "Scale", "Multiply every unit by a trainable number.", true)),
        };
        i.parameterCount = [](const FieldValues& v, const Shape& input) -> Index {
            const FieldValues all = withDefaults(LayerNormalization::info().fields, v);
            return input.size() * (Index(all.boolean("center")) + Index(all.boolean("scale")));
        };
        i.multiplyAdds = [](const FieldValues&, const Shape& input) -> Index { return 2 * input.size(); };
        i.make = [](const FieldValues& v, const Shape& input) -> std::unique_ptr<Layer> {
            return std::make_unique<LayerNormalization>(withDefaults(LayerNormalization::info().fields, v),
                                                        input.size());
        };
        return i;
    }();
    return info;
}

LayerNormalization::LayerNormalization(const FieldValues& values, Index inputs)
    : m_units(inputs), m_epsilon(values.real("epsilon"))
{
    if (values.boolean("scale"))
        m_tensors.push_back({.name = "gamma", .shape = {inputs}, .initializer = "ones"});
    if (values.boolean("center"))
        m_tensors.push_back({.name = "beta", .shape = {inputs}});
}

void LayerNormalization::bind(const std::vector<Scalar*>& values, const std::vector<Scalar*>& gradients)
{
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        const bool gamma = m_tensors[i].name == "gamma";
        (gamma ? m_gamma : m_beta) = values[i];
        (gamma ? m_gammaGradient : m_betaGradient) = gradients[i];
    }
}

void LayerNormalization::allocate(Index maxBatch, Index, bool)
{
    m_mean.assign(static_cast<std::size_t>(maxBatch), 0);
    m_inverse.assign(static_cast<std::size_t>(maxBatch), 0);
}

void LayerNormalization::forward(ConstBlock x, MutableBlock y, const Pass&)
{
    const auto units = static_cast<Scalar>(m_units);
    for (Index j = 0; j < x.columns; ++j) {
        const Scalar* in = x.column(j);
        Scalar mean = 0;
        for (Index u = 0; u < m_units; ++u)
            mean += in[u];
        mean /= units;
        Scalar variance = 0;
        for (Index u = 0; u < m_units; ++u)
            variance += (in[u] - mean) * (in[u] - mean);
        const Scalar inverse = 1 / std::sqrt(variance / units + static_cast<Scalar>(m_epsilon));
        m_mean[static_cast<std::size_t>(j)] = mean;
        m_inverse[static_cast<std::size_t>(j)] = inverse;
        for (Index u = 0; u < m_units; ++u)
            y.column(j)[u] = (in[u] - mean) * inverse * (m_gamma ? m_gamma[u] : 1) + (m_beta ? m_beta[u] : 0);
    }
}

void LayerNormalization::backward(ConstBlock x, ConstBlock, MutableBlock dy, MutableBlock dx, const Pass&)
{
    if (m_gammaGradient)
        std::fill_n(m_gammaGradient, m_units, Scalar(0));
    if (m_betaGradient)
        std::fill_n(m_betaGradient, m_units, Scalar(0));
    const Scalar share = 1 / static_cast<Scalar>(m_units);
    for (Index j = 0; j < x.columns; ++j) {
        const Scalar* in = x.column(j);
        const Scalar* d = dy.column(j);
        const Scalar mean = m_mean[static_cast<std::size_t>(j)];
        const Scalar inverse = m_inverse[static_cast<std::size_t>(j)];
        Scalar sum = 0;
        Scalar product = 0;
        for (Index u = 0; u < m_units; ++u) {
            const Scalar normal = (in[u] - mean) * inverse;
            const Scalar dNormal = d[u] * (m_gamma ? m_gamma[u] : 1);
            sum += dNormal;
            product += dNormal * normal;
            if (m_gammaGradient)
                m_gammaGradient[u] += d[u] * normal;
            if (m_betaGradient)
                m_betaGradient[u] += d[u];
        }
        if (!dx.data)
            continue;
        for (Index u = 0; u < m_units; ++u) {
            const Scalar normal = (in[u] - mean) * inverse;
            const Scalar dNormal = d[u] * (m_gamma ? m_gamma[u] : 1);
            dx.column(j)[u] = inverse * (dNormal - share * (sum + normal * product));
        }
    }
}

} // namespace netloom
