// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluate.h"

#include "core/base/error.h"
#include "core/losses/registry.h"
#include "core/metrics/metric_keys.h"
#include "core/metrics/registry.h"
#include "core/network/network.h"

#include <algorithm>
#include <limits>

namespace netloom {

namespace {

constexpr Index kBatch = 256;

Network networkWith(const NetworkSpec& spec, Index inputs, const ParameterSet& weights, Index batch)
{
    Network network(spec, inputs, batch);
    network.setParameters(weights);
    return network;
}

/// A comparison in a layer (ReLU's, a step's) would turn a missing number into an ordinary one, and the prediction into
/// one that looks right.
void keepMissing(const Matrix& x, Matrix& y)
{
    for (Index j = 0; j < x.cols(); ++j)
        if (x.col(j).hasNaN())
            y.col(j).setConstant(std::numeric_limits<Scalar>::quiet_NaN());
}

} // namespace

Matrix predict(const NetworkSpec& spec, const ParameterSet& weights, const Matrix& x)
{
    Network network = networkWith(spec, x.rows(), weights, std::clamp<Index>(x.cols(), 1, kBatch));
    Matrix result(network.outputs(), x.cols());
    for (Index first = 0; first < x.cols(); first += kBatch) {
        const Index count = std::min(kBatch, x.cols() - first);
        const ConstBlock y = network.forward({x.data() + first * x.rows(), x.rows(), count, x.rows()}, {});
        for (Index j = 0; j < count; ++j)
            std::copy_n(y.column(j), y.rows, result.data() + (first + j) * result.rows());
    }
    keepMissing(x, result);
    return result;
}

std::vector<std::pair<std::string, double>> evaluate(const NetworkSpec& spec, const ParameterSet& weights,
                                                     const TrainingConfig& config, const Dataset& data)
{
    std::vector<std::pair<std::string, double>> result;
    if (data.samples() == 0)
        return result;
    // The batch size matters for metrics that are means over batches; it is the one of training, as in Keras.
    const Index batch = std::clamp<Index>(config.batchSize, 1, data.samples());
    Network network = networkWith(spec, data.x.rows(), weights, batch);
    const LossInfo* lossInfo = findLoss(config.loss.type);
    if (!lossInfo)
        throw Error("the loss " + quoted(config.loss.type) + " is not known");
    const std::unique_ptr<Loss> loss = lossInfo->make(config.loss.fields);
    if (data.y.rows() != loss->targetRows(network.outputs()))
        throw Error("the network's outputs do not fit the target");
    const bool fused = network.fuseWith(*loss);
    std::vector<std::unique_ptr<Metric>> metrics;
    const std::vector<std::string> keys = metricKeys(config.metrics);
    for (const ComponentSpec& metric : config.metrics) {
        metrics.push_back(findMetric(metric.type)->make(metric.fields, network.outputs(), data.y.rows()));
        metrics.back()->reset(network.outputs());
    }
    std::vector<Scalar> perSample(static_cast<std::size_t>(batch));
    double sum = 0;
    for (Index first = 0; first < data.samples(); first += batch) {
        const Index count = std::min(batch, data.samples() - first);
        const ConstBlock target{data.y.data() + first * data.y.rows(), data.y.rows(), count, data.y.rows()};
        const ConstBlock y =
            network.forward({data.x.data() + first * data.x.rows(), data.x.rows(), count, data.x.rows()}, {});
        if (fused)
            loss->fusedValues(network.logits(0, count), y, target, perSample.data());
        else
            loss->values(y, target, perSample.data());
        for (Index j = 0; j < count; ++j)
            sum += static_cast<double>(perSample[static_cast<std::size_t>(j)]) *
                   (data.weights.size() > 0 ? static_cast<double>(data.weights(first + j)) : 1.0);
        if (network.penalisesActivity())
            sum += network.activityPenalty(count) * static_cast<double>(count);
        for (const auto& metric : metrics)
            metric->update(y, target);
    }
    result.emplace_back("loss", sum / static_cast<double>(data.samples()) + network.penalty());
    for (std::size_t i = 0; i < metrics.size(); ++i)
        result.emplace_back(keys[i], metrics[i]->value());
    return result;
}

ParameterSet initialWeights(const NetworkSpec& spec, Index inputs, std::uint64_t seed)
{
    Network network(spec, inputs, 1);
    network.initialise(seed);
    return network.parameters();
}

} // namespace netloom
