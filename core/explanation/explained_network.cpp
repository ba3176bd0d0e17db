// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/explained_network.h"

#include "core/base/error.h"
#include "core/layers/registry.h"

#include <algorithm>
#include <string>

namespace netloom {

namespace {

NetworkSpec withoutLastActivation(NetworkSpec spec)
{
    LayerSpec& last = spec.layers.back();
    if (last.type == "dense")
        last.fields.set("activation", std::string("linear"));
    else if (spec.layers.size() > 1)
        spec.layers.pop_back();
    return spec;
}

} // namespace

ExplainedNetwork::ExplainedNetwork(NetworkSpec spec, SharedParameters weights, Index inputs, Space space,
                                   OutputScale scale)
    : m_weights(std::move(weights)), m_inputs(inputs), m_scale(std::move(scale))
{
    if (spec.layers.empty())
        throw Error("the network has no layers", {}, "Add an output layer.");
    m_spec = space == Space::Logit ? withoutLastActivation(std::move(spec)) : std::move(spec);
    m_spec.inputShape = m_spec.inputFor(inputs);
    m_shapes = layerShapes(m_spec, inputs);
    part(0, layers() - 1); // says at once what does not fit
}

Inference& ExplainedNetwork::part(std::size_t first, std::size_t last)
{
    std::unique_ptr<Inference>& found = m_parts[{first, last}];
    if (found)
        return *found;
    NetworkSpec spec = m_spec;
    const auto begin = m_spec.layers.begin();
    spec.layers.assign(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(last) + 1);
    spec.inputShape = m_shapes[first].input;
    ParameterSet weights;
    for (const NamedTensor& tensor : m_weights)
        if (std::any_of(spec.layers.begin(), spec.layers.end(),
                        [&](const LayerSpec& layer) { return layer.name == tensor.layer; }))
            weights.push_back(tensor);
    found = std::make_unique<Inference>(spec, weights, spec.inputShape.size());
    return *found;
}

Eigen::MatrixXd ExplainedNetwork::scaled(const Matrix& outputs) const
{
    Eigen::MatrixXd z = outputs.cast<double>();
    return m_scale.values ? m_scale.values(z) : z;
}

Matrix ExplainedNetwork::scaledGradient(Inference& network, const Matrix& x, const Matrix& outputs, Index which) const
{
    if (!m_scale.slopes)
        return network.inputGradient(x, which);
    const Matrix slopes = m_scale.slopes(outputs.cast<double>(), which).cast<Scalar>();
    return network.inputGradient(x, slopes);
}

Eigen::MatrixXd ExplainedNetwork::values(const Matrix& x)
{
    return scaled(part(0, layers() - 1).predict(x));
}

Matrix ExplainedNetwork::gradient(const Matrix& x, Index which)
{
    Inference& network = part(0, layers() - 1);
    return scaledGradient(network, x, m_scale.slopes ? network.predict(x) : Matrix(), which);
}

std::optional<FirstLayer> ExplainedNetwork::firstLayer()
{
    const LayerSpec& first = m_spec.layers.front();
    const NamedTensor* kernel = findTensor(m_weights, first.name, "kernel");
    if (first.type != "dense" || !kernel)
        return std::nullopt;
    FirstLayer result;
    const Index units = this->units(0);
    result.weights.resize(units, m_inputs);
    for (Index i = 0; i < m_inputs; ++i)
        for (Index u = 0; u < units; ++u)
            result.weights(u, i) = static_cast<double>(kernel->values[static_cast<std::size_t>(i * units + u)]);
    result.bias.setZero(units);
    if (const NamedTensor* bias = findTensor(m_weights, first.name, "bias"))
        for (Index u = 0; u < units; ++u)
            result.bias[u] = static_cast<double>(bias->values[static_cast<std::size_t>(u)]);
    if (!m_onwards) {
        NetworkSpec spec = m_spec;
        LayerSpec activation;
        activation.type = "activation";
        activation.name = freeLayerName(m_spec, "act");
        activation.fields.set("activation",
                              withDefaults(findLayerType("dense")->fields, first.fields).text("activation"));
        spec.layers.front() = activation;
        spec.inputShape = Shape(units);
        ParameterSet weights;
        for (const NamedTensor& tensor : m_weights)
            if (tensor.layer != first.name &&
                std::any_of(spec.layers.begin(), spec.layers.end(),
                            [&](const LayerSpec& layer) { return layer.name == tensor.layer; }))
                weights.push_back(tensor);
        m_onwards = std::make_unique<Inference>(spec, weights, units);
    }
    result.onwards = [this](const Matrix& z) { return scaled(m_onwards->predict(z)); };
    return result;
}

Matrix ExplainedNetwork::layerOutput(std::size_t layer, const Matrix& x)
{
    return part(0, layers() - 1).output(layer, x);
}

Matrix ExplainedNetwork::layerInput(std::size_t layer, const Matrix& x)
{
    if (m_spec.layers[layer].type == "dense")
        return part(0, layers() - 1).logits(layer, x);
    return layer == 0 ? x : layerOutput(layer - 1, x);
}

Matrix ExplainedNetwork::unitGradient(std::size_t layer, const Matrix& x, Index unit)
{
    return part(0, layer).inputGradient(x, unit);
}

Eigen::MatrixXd ExplainedNetwork::valuesFrom(std::size_t layer, const Matrix& h)
{
    return scaled(layer + 1 < layers() ? part(layer + 1, layers() - 1).predict(h) : h);
}

Matrix ExplainedNetwork::gradientFrom(std::size_t layer, const Matrix& h, Index which)
{
    if (layer + 1 < layers()) {
        Inference& network = part(layer + 1, layers() - 1);
        return scaledGradient(network, h, m_scale.slopes ? network.predict(h) : Matrix(), which);
    }
    if (m_scale.slopes)
        return m_scale.slopes(h.cast<double>(), which).cast<Scalar>();
    Matrix unit = Matrix::Zero(h.rows(), h.cols());
    unit.row(which).setOnes();
    return unit;
}

Matrix ExplainedNetwork::nextUnitGradient(std::size_t layer, const Matrix& h, Index unit)
{
    return part(layer + 1, layer + 1).inputGradient(h, unit);
}

} // namespace netloom
