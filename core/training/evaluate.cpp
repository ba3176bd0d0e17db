// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/evaluate.h"

#include "core/metrics/metric_keys.h"
#include "core/metrics/registry.h"
#include "core/network/inference.h"
#include "core/network/network.h"
#include "core/training/objective.h"

#include <algorithm>

namespace netloom {

Matrix predict(const NetworkSpec& spec, const ParameterSet& weights, const Matrix& x)
{
    return Inference(spec, weights, x.rows(), std::clamp<Index>(x.cols(), 1, Inference::kBatch)).predict(x);
}

std::vector<std::pair<std::string, double>> evaluate(const NetworkSpec& spec, const ParameterSet& weights,
                                                     const TrainingConfig& config, const Dataset& data)
{
    std::vector<std::pair<std::string, double>> result;
    if (data.samples() == 0)
        return result;
    // The batch size matters for metrics that are means over batches; it is the one of training, as in Keras.
    const Index batch = std::clamp<Index>(config.batchSize, 1, data.samples());
    Network network(spec, data.x.rows(), batch);
    network.setParameters(weights);
    Objective objective(network, config.loss, data.y.rows());
    std::vector<std::unique_ptr<Metric>> metrics;
    const std::vector<std::string> keys = metricKeys(config.metrics);
    for (const ComponentSpec& metric : config.metrics) {
        metrics.push_back(findMetric(metric.type)->make(metric.fields, network.outputs(), data.y.rows()));
        metrics.back()->reset(network.outputs());
    }
    double sum = 0;
    for (Index first = 0; first < data.samples(); first += batch) {
        const Index count = std::min(batch, data.samples() - first);
        const ConstBlock target{data.y.data() + first * data.y.rows(), data.y.rows(), count, data.y.rows()};
        const ConstBlock x{data.x.data() + first * data.x.rows(), data.x.rows(), count, data.x.rows()};
        const ConstBlock y = objective.forward(x, target, {});
        sum = objective.sum(data.weights.size() > 0 ? data.weights.data() + first : nullptr, count, sum) +
              objective.outputPenalty(count) * static_cast<double>(count);
        for (const auto& metric : metrics)
            metric->update(y, target);
    }
    result.emplace_back("loss", sum / static_cast<double>(data.samples()) + objective.weightPenalty());
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
