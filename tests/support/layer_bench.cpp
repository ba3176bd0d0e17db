// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/layer_bench.h"

#include "core/layers/registry.h"

#include <algorithm>
#include <stdexcept>

namespace netloom {

LayerBench::LayerBench(const std::string& type, const FieldValues& fields, Index inputs, Index maxBatch)
    : m_inputs(inputs)
{
    const LayerInfo* info = findLayerType(type);
    if (!info)
        throw std::runtime_error("unknown layer type " + type);
    m_layer = info->make(fields, inputs);
    for (const TensorSpec& spec : m_layer->tensors()) {
        const auto storage = static_cast<std::size_t>(paddedUnits(spec.storage()));
        m_tensors.push_back({spec, std::vector<Scalar>(storage), std::vector<Scalar>(storage)});
    }
    std::vector<Scalar*> values;
    std::vector<Scalar*> gradients;
    for (Tensor& tensor : m_tensors) {
        values.push_back(tensor.values.data());
        gradients.push_back(tensor.spec.trainable ? tensor.gradients.data() : nullptr);
    }
    m_layer->bind(values, gradients);
    m_layer->allocate(maxBatch, paddedUnits(m_layer->outputs()), false);
    m_layer->seed(Rng(1, "layer"));
}

std::size_t LayerBench::place(const TensorSpec& spec, std::size_t rowMajor)
{
    if (spec.panel == 0)
        return rowMajor;
    // kernels.h: element (k, c) at (c / panel) * in * panel + k * panel + c % panel
    const auto in = static_cast<std::size_t>(spec.shape[0]);
    const auto out = static_cast<std::size_t>(spec.shape[1]);
    const auto panel = static_cast<std::size_t>(spec.panel);
    const std::size_t k = rowMajor / out;
    const std::size_t c = rowMajor % out;
    return c / panel * in * panel + k * panel + c % panel;
}

std::vector<double> LayerBench::rowMajor(const TensorSpec& spec, const std::vector<Scalar>& block)
{
    std::vector<double> out;
    for (std::size_t i = 0; i < static_cast<std::size_t>(spec.count()); ++i)
        out.push_back(static_cast<double>(block.at(place(spec, i))));
    return out;
}

const LayerBench::Tensor& LayerBench::find(const std::string& name) const
{
    for (const Tensor& tensor : m_tensors)
        if (tensor.spec.name == name)
            return tensor;
    throw std::runtime_error("the layer has no " + name);
}

bool LayerBench::has(const std::string& name) const
{
    return std::any_of(m_tensors.begin(), m_tensors.end(), [&](const Tensor& t) { return t.spec.name == name; });
}

void LayerBench::set(const std::string& name, const std::vector<double>& values)
{
    auto& tensor = const_cast<Tensor&>(find(name));
    for (std::size_t i = 0; i < static_cast<std::size_t>(tensor.spec.count()); ++i)
        tensor.values.at(place(tensor.spec, i)) = static_cast<Scalar>(values.at(i));
    m_layer->parametersChanged();
}

std::vector<double> LayerBench::value(const std::string& name) const
{
    return rowMajor(find(name).spec, find(name).values);
}

std::vector<double> LayerBench::gradient(const std::string& name) const
{
    return rowMajor(find(name).spec, find(name).gradients);
}

Matrix LayerBench::forward(const Matrix& x, const Pass& pass)
{
    m_batch = x.cols();
    m_x = Matrix::Zero(paddedUnits(m_inputs), m_batch);
    m_x.topRows(m_inputs) = x;
    m_y = Matrix::Zero(paddedUnits(m_layer->outputs()), m_batch);
    m_layer->forward({m_x.data(), m_inputs, m_batch, m_x.rows()}, {m_y.data(), m_layer->outputs(), m_batch, m_y.rows()},
                     pass);
    return m_y.topRows(m_layer->outputs());
}

Matrix LayerBench::backward(const Matrix& upstream, const Pass& pass)
{
    Matrix dy = Matrix::Zero(m_y.rows(), m_batch);
    dy.topRows(m_layer->outputs()) = upstream;
    Matrix dx = Matrix::Zero(m_x.rows(), m_batch);
    const ConstBlock x{m_x.data(), m_inputs, m_batch, m_x.rows()};
    const Index outputs = m_layer->outputs();
    m_layer->prepareStep();
    m_layer->backward(x, {m_y.data(), outputs, m_batch, m_y.rows()}, {dy.data(), outputs, m_batch, dy.rows()},
                      {dx.data(), m_inputs, m_batch, dx.rows()}, pass);
    for (int part = 0; part < m_layer->gradientParts(m_batch); ++part)
        m_layer->weightGradient(part, x, {dy.data(), outputs, m_batch, dy.rows()}, pass);
    return dx.topRows(m_inputs);
}

} // namespace netloom
