// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/batch_normalization.h"

#include "core/base/field_builders.h"
#include "core/layers/one_to_one.h"

#include <algorithm>
#include <cmath>

namespace netloom {

const LayerInfo& BatchNormalization::info()
{
    static const LayerInfo info = [] {
        LayerInfo i =
            oneToOneLayer("batch_normalization", "Batch normalization",
                          "Brings every unit to mean 0 and variance 1 over the batch; often learns faster.", "bn");
        i.fields = {
            realField("momentum", "Momentum", "How slowly the statistics for use follow those of the batches.", 0.99, 0,
                      1),
            advancedField(aboveField(realField(
                "epsilon", "Epsilon", "Added to the variance, so that constant units do no harm.", 1e-3, 0, 1))),
            advancedField(booleanField("center", "Shift", "Add a trainable number to every unit.", true)),
            advancedField(booleanField("scale", "Scale", "Multiply every unit by a trainable number.", true)),
        };
        i.parameterCount = [](const FieldValues& v, const Shape& input) -> Index {
            const FieldValues all = withDefaults(BatchNormalization::info().fields, v);
            return input.size() * (2 + all.boolean("center") + all.boolean("scale"));
        };
        i.multiplyAdds = [](const FieldValues&, const Shape& input) -> Index { return input.size(); };
        i.make = [](const FieldValues& v, const Shape& input) -> std::unique_ptr<Layer> {
            return std::make_unique<BatchNormalization>(withDefaults(BatchNormalization::info().fields, v),
                                                        input.size());
        };
        return i;
    }();
    return info;
}

BatchNormalization::BatchNormalization(const FieldValues& values, Index inputs)
    : m_units(inputs), m_momentum(values.real("momentum")), m_epsilon(values.real("epsilon"))
{
    if (values.boolean("scale"))
        m_tensors.push_back({.name = "gamma", .shape = {inputs}, .initializer = "ones"});
    if (values.boolean("center"))
        m_tensors.push_back({.name = "beta", .shape = {inputs}});
    m_tensors.push_back({.name = "moving_mean", .shape = {inputs}, .trainable = false});
    m_tensors.push_back({.name = "moving_variance", .shape = {inputs}, .trainable = false, .initializer = "ones"});
}

void BatchNormalization::bind(const std::vector<Scalar*>& values, const std::vector<Scalar*>& gradients)
{
    for (std::size_t i = 0; i < m_tensors.size(); ++i) {
        const std::string& name = m_tensors[i].name;
        if (name == "gamma") {
            m_gamma = values[i];
            m_gammaGradient = gradients[i];
        } else if (name == "beta") {
            m_beta = values[i];
            m_betaGradient = gradients[i];
        } else if (name == "moving_mean") {
            m_movingMean = values[i];
        } else {
            m_movingVariance = values[i];
        }
    }
}

void BatchNormalization::allocate(Index, Index, bool)
{
    for (std::vector<Scalar>* rows : {&m_mean, &m_inverse, &m_sum, &m_product})
        rows->assign(static_cast<std::size_t>(m_units), 0);
}

void BatchNormalization::useMoving()
{
    const auto epsilon = static_cast<Scalar>(m_epsilon);
    for (std::size_t u = 0; u < m_mean.size(); ++u) {
        m_mean[u] = m_movingMean[u];
        m_inverse[u] = 1 / std::sqrt(m_movingVariance[u] + epsilon);
    }
}

void BatchNormalization::useBatch(ConstBlock x)
{
    const auto rows = static_cast<Scalar>(x.columns);
    const auto epsilon = static_cast<Scalar>(m_epsilon);
    const auto momentum = static_cast<Scalar>(m_momentum);
    const auto keep = static_cast<Scalar>(1 - m_momentum);
    const std::size_t units = m_mean.size();
    std::fill(m_mean.begin(), m_mean.end(), Scalar(0));
    for (Index j = 0; j < x.columns; ++j)
        for (std::size_t u = 0; u < units; ++u)
            m_mean[u] += x.column(j)[u];
    for (std::size_t u = 0; u < units; ++u)
        m_mean[u] /= rows;
    std::fill(m_sum.begin(), m_sum.end(), Scalar(0));
    // The squares of differences, not the difference of squares, which loses all digits of large numbers.
    for (Index j = 0; j < x.columns; ++j)
        for (std::size_t u = 0; u < units; ++u) {
            const Scalar d = x.column(j)[u] - m_mean[u];
            m_sum[u] += d * d;
        }
    for (std::size_t u = 0; u < units; ++u) {
        const Scalar variance = m_sum[u] / rows;
        m_inverse[u] = 1 / std::sqrt(variance + epsilon);
        m_movingMean[u] = momentum * m_movingMean[u] + keep * m_mean[u];
        m_movingVariance[u] = momentum * m_movingVariance[u] + keep * variance;
    }
}

void BatchNormalization::forward(ConstBlock x, MutableBlock y, const Pass& pass)
{
    if (pass.training)
        useBatch(x);
    else
        useMoving();
    for (Index j = 0; j < x.columns; ++j)
        for (Index u = 0; u < m_units; ++u) {
            const auto i = static_cast<std::size_t>(u);
            const Scalar normal = (x.column(j)[u] - m_mean[i]) * m_inverse[i];
            y.column(j)[u] = normal * (m_gamma ? m_gamma[u] : 1) + (m_beta ? m_beta[u] : 0);
        }
}

void BatchNormalization::backward(ConstBlock x, ConstBlock, MutableBlock dy, MutableBlock dx, const Pass& pass)
{
    std::fill(m_sum.begin(), m_sum.end(), Scalar(0));
    std::fill(m_product.begin(), m_product.end(), Scalar(0));
    for (Index j = 0; j < x.columns; ++j)
        for (Index u = 0; u < m_units; ++u) {
            const auto i = static_cast<std::size_t>(u);
            const Scalar normal = (x.column(j)[u] - m_mean[i]) * m_inverse[i];
            m_sum[i] += dy.column(j)[u];
            m_product[i] += dy.column(j)[u] * normal;
        }
    if (m_gammaGradient)
        std::copy(m_product.begin(), m_product.end(), m_gammaGradient);
    if (m_betaGradient)
        std::copy(m_sum.begin(), m_sum.end(), m_betaGradient);
    if (!dx.data)
        return;
    // Outside training the statistics are constants: nothing flows back through them, nor from one sample to another.
    if (!pass.training) {
        for (Index j = 0; j < x.columns; ++j)
            for (Index u = 0; u < m_units; ++u)
                dx.column(j)[u] = (m_gamma ? m_gamma[u] : 1) * m_inverse[static_cast<std::size_t>(u)] * dy.column(j)[u];
        return;
    }
    const Scalar share = 1 / static_cast<Scalar>(x.columns);
    for (Index j = 0; j < x.columns; ++j)
        for (Index u = 0; u < m_units; ++u) {
            const auto i = static_cast<std::size_t>(u);
            const Scalar gamma = m_gamma ? m_gamma[u] : 1;
            const Scalar normal = (x.column(j)[u] - m_mean[i]) * m_inverse[i];
            dx.column(j)[u] = gamma * m_inverse[i] * (dy.column(j)[u] - share * (m_sum[i] + normal * m_product[i]));
        }
}

} // namespace netloom
