// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/inference.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

void keepMissing(const Matrix& x, Matrix& result)
{
    if (std::isfinite(x.sum())) // with one that is missing it would not be
        return;
    for (Index j = 0; j < x.cols(); ++j)
        if (x.col(j).hasNaN())
            result.col(j).setConstant(std::numeric_limits<Scalar>::quiet_NaN());
}

void copyColumns(ConstBlock from, Matrix& to, Index first)
{
    for (Index j = 0; j < from.columns; ++j)
        std::copy_n(from.column(j), from.rows, to.data() + (first + j) * to.rows());
}

} // namespace

Inference::Inference(const NetworkSpec& spec, const ParameterSet& weights, Index inputs, Index maxBatch)
    : m_network(spec, inputs, maxBatch, Network::Storage::Panels),
      m_passes(static_cast<LayerPasses&>(m_network.passes())) // those of that storage
{
    m_network.setParameters(weights);
}

void Inference::checkLayer(std::size_t layer) const
{
    if (layer >= m_passes.layers())
        throw Error("there is no layer " + std::to_string(layer + 1) + ", the network has " +
                    std::to_string(m_passes.layers()));
}

/// ask(samples, first) returns the result of samples from `first` on, `rows` numbers for each.
void Inference::checkSamples(const Matrix& x) const
{
    if (x.rows() != inputs())
        throw Error("the samples have " + std::to_string(x.rows()) + " numbers, the network " +
                    std::to_string(inputs()) + " inputs");
}

template<typename Ask>
Matrix Inference::batchwise(const Matrix& x, Index rows, const Ask& ask)
{
    checkSamples(x);
    Matrix result(rows, x.cols());
    for (Index first = 0; first < x.cols(); first += m_network.maxBatch()) {
        const Index count = std::min<Index>(m_network.maxBatch(), x.cols() - first);
        copyColumns(ask(ConstBlock{x.data() + first * x.rows(), x.rows(), count, x.rows()}, first), result, first);
    }
    keepMissing(x, result);
    return result;
}

Matrix Inference::predict(const Matrix& x)
{
    return batchwise(x, outputs(), [&](ConstBlock samples, Index) { return m_passes.forward(samples, {}); });
}

Matrix Inference::output(std::size_t layer, const Matrix& x)
{
    checkLayer(layer);
    return batchwise(x, m_passes.units(layer),
                     [&](ConstBlock samples, Index) { return m_passes.forwardTo(layer, samples, {}); });
}

std::vector<Matrix> Inference::outputsOfLayers(const Matrix& x)
{
    checkSamples(x);
    std::vector<Matrix> results;
    for (std::size_t layer = 0; layer < m_passes.layers(); ++layer)
        results.emplace_back(m_passes.units(layer), x.cols());
    for (Index first = 0; first < x.cols(); first += m_network.maxBatch()) {
        const Index count = std::min<Index>(m_network.maxBatch(), x.cols() - first);
        m_passes.forward({x.data() + first * x.rows(), x.rows(), count, x.rows()}, {});
        for (std::size_t layer = 0; layer < results.size(); ++layer)
            copyColumns(m_passes.output(layer, 0, count), results[layer], first);
    }
    for (Matrix& result : results)
        keepMissing(x, result);
    return results;
}

Matrix Inference::logits(std::size_t layer, const Matrix& x)
{
    checkLayer(layer);
    return batchwise(x, m_passes.units(layer),
                     [&](ConstBlock samples, Index) { return m_passes.preActivation(layer, samples); });
}

/// fill(derivatives, first) sets those of the outputs of samples from `first` on.
template<typename Fill>
Matrix Inference::gradient(const Matrix& x, const Fill& fill)
{
    m_passes.wantInputGradient();
    m_passes.prepareStep();
    return batchwise(x, inputs(), [&](ConstBlock samples, Index first) {
        m_passes.forward(samples, {});
        fill(m_passes.outputGradient(0, samples.columns), first);
        m_passes.backward(samples, {});
        return m_passes.inputGradient(samples.columns);
    });
}

Matrix Inference::inputGradient(const Matrix& x, Index output)
{
    if (output < 0 || output >= outputs())
        throw Error("there is no output " + std::to_string(output + 1) + ", the network has " +
                    std::to_string(outputs()));
    return gradient(x, [&](MutableBlock d, Index) {
        for (Index j = 0; j < d.columns; ++j) {
            std::fill_n(d.column(j), d.rows, Scalar(0));
            d.column(j)[output] = 1;
        }
    });
}

Matrix Inference::inputGradient(const Matrix& x, const Matrix& outputGradient)
{
    if (outputGradient.rows() != outputs() || outputGradient.cols() != x.cols())
        throw Error("the derivatives of the outputs are " + std::to_string(outputGradient.rows()) + " for each of " +
                    std::to_string(outputGradient.cols()) + " samples, not " + std::to_string(outputs()) +
                    " for each of " + std::to_string(x.cols()));
    return gradient(x, [&](MutableBlock d, Index first) {
        for (Index j = 0; j < d.columns; ++j)
            std::copy_n(outputGradient.data() + (first + j) * d.rows, d.rows, d.column(j));
    });
}

} // namespace netloom
