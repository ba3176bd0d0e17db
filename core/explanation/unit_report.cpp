// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/unit_report.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/network/layer_units.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kBins = 16;

const NamedTensor& kernelOf(const NetworkSpec& network, const ParameterSet& weights, std::size_t layer, Index unit)
{
    if (layer >= network.layers.size())
        throw Error("there is no such layer");
    const LayerSpec& spec = network.layers[layer];
    const NamedTensor* kernel = findTensor(weights, spec.name, "kernel");
    if (!kernel || kernel->shape.rank() != 2)
        throw Error("the layer \"" + spec.name + "\" has no weights of its own");
    if (unit < 0 || unit >= kernel->shape[1])
        throw Error("the layer \"" + spec.name + "\" has no unit " + std::to_string(unit + 1));
    return *kernel;
}

UnitHistogram histogramOf(const Eigen::VectorXd& values, const std::vector<int>& classes, std::size_t classCount)
{
    UnitHistogram histogram;
    const std::size_t groups = std::max<std::size_t>(classCount, 1);
    histogram.low = values.minCoeff();
    histogram.high = values.maxCoeff();
    histogram.counts.assign(groups, std::vector<Index>(kBins, 0));
    histogram.on.assign(groups, 0.0);
    std::vector<double> rows(groups, 0.0);
    const double width = histogram.high - histogram.low;
    for (Index i = 0; i < values.size(); ++i) {
        const int group = classCount == 0 || classes.empty() ? 0 : classes[static_cast<std::size_t>(i)];
        if (group < 0 || static_cast<std::size_t>(group) >= groups || !std::isfinite(values[i]))
            continue;
        const double share = width > 0 ? (values[i] - histogram.low) / width : 0;
        const auto bin = std::min(kBins - 1, static_cast<std::size_t>(share * static_cast<double>(kBins)));
        ++histogram.counts[static_cast<std::size_t>(group)][bin];
        rows[static_cast<std::size_t>(group)] += 1;
        histogram.on[static_cast<std::size_t>(group)] += values[i] > 0 ? 1 : 0;
    }
    for (std::size_t g = 0; g < groups; ++g)
        histogram.on[g] = rows[g] > 0 ? histogram.on[g] / rows[g] : 0;
    return histogram;
}

/// The network up to a layer, as one whose outputs are that layer's.
NetworkSpec upTo(const NetworkSpec& network, std::size_t layer)
{
    NetworkSpec part = network;
    part.layers.resize(layer + 1);
    return part;
}

ParameterSet weightsOf(const NetworkSpec& network, const ParameterSet& weights)
{
    ParameterSet part;
    for (const NamedTensor& tensor : weights)
        if (std::any_of(network.layers.begin(), network.layers.end(),
                        [&](const LayerSpec& layer) { return layer.name == tensor.layer; }))
            part.push_back(tensor);
    return part;
}

void explainSample(UnitReport& report, const NetworkSpec& network, const ParameterSet& weights, std::size_t layer,
                   Index unit, const Matrix& sample)
{
    Inference inference(network, weights, sample.rows());
    report.hasSample = true;
    const Matrix before = layer == 0 ? sample : inference.output(layer - 1, sample);
    for (UnitTerm& term : report.terms)
        term.value = static_cast<double>(before(term.from, 0));
    report.sum = report.bias;
    for (const UnitTerm& term : report.terms)
        report.sum += term.product();
    report.logit = static_cast<double>(inference.logits(layer, sample)(unit, 0));
    report.output = static_cast<double>(inference.output(layer, sample)(unit, 0));
    report.prediction = inference.predict(sample).col(0).cast<double>();
    if (canSwitchOff(network, layer)) {
        Inference off(network, withUnitOff(network, weights, sample.rows(), layer, unit), sample.rows());
        report.predictionOff = off.predict(sample).col(0).cast<double>();
    }
    // The sum itself, not what the activation makes of it: its gradient says through which units the inputs are heard.
    report.listens.assign(static_cast<std::size_t>(sample.rows()), 0.0);
    if (layer == 0) {
        for (const UnitTerm& term : report.terms)
            report.listens[static_cast<std::size_t>(term.from)] = term.product();
        return;
    }
    const NetworkSpec front = upTo(network, layer - 1);
    Inference heard(front, weightsOf(front, weights), sample.rows());
    Matrix wanted(heard.outputs(), 1);
    for (const UnitTerm& term : report.terms)
        wanted(term.from, 0) = static_cast<Scalar>(term.weight);
    const Matrix gradient = heard.inputGradient(sample, wanted);
    for (Index i = 0; i < sample.rows(); ++i)
        report.listens[static_cast<std::size_t>(i)] =
            static_cast<double>(gradient(i, 0)) * static_cast<double>(sample(i, 0));
}

} // namespace

UnitReport unitReport(const NetworkSpec& network, const ParameterSet& weights, std::size_t layer, Index unit,
                      const Matrix& sample, const Matrix& rows, const std::vector<int>& classes, std::size_t classCount,
                      const std::stop_token& stop)
{
    const NamedTensor& kernel = kernelOf(network, weights, layer, unit);
    const Index inputs = kernel.shape[0];
    const Index units = kernel.shape[1];
    UnitReport report;
    for (Index i = 0; i < inputs; ++i)
        report.terms.push_back({i, 0, static_cast<double>(kernel.values[static_cast<std::size_t>(i * units + unit)])});
    const NamedTensor* bias = findTensor(weights, network.layers[layer].name, "bias");
    if (bias && static_cast<Index>(bias->values.size()) == units) {
        report.hasBias = true;
        report.bias = static_cast<double>(bias->values[static_cast<std::size_t>(unit)]);
    }
    if (sample.cols() == 1)
        explainSample(report, network, weights, layer, unit, sample);
    if (stop.stop_requested())
        throw Cancelled();
    if (rows.cols() > 0) {
        Inference inference(network, weights, rows.rows());
        const Matrix outputs = inference.output(layer, rows).row(unit);
        report.activity = networkActivity(upTo(network, layer), weightsOf(upTo(network, layer), weights), rows, stop)
                              .layers[layer][static_cast<std::size_t>(unit)];
        report.histogram = histogramOf(outputs.row(0).transpose().cast<double>(), classes, classCount);
    }
    return report;
}

bool canSwitchOff(const NetworkSpec& network, std::size_t layer)
{
    return listeningLayer(network, layer) < network.layers.size();
}

ParameterSet withUnitOff(const NetworkSpec& network, const ParameterSet& weights, Index inputs, std::size_t layer,
                         Index unit)
{
    if (!canSwitchOff(network, layer))
        throw Error("an output cannot be switched off: nothing comes behind it");
    const std::size_t listener = listeningLayer(network, layer);
    const LayerShape shape = layerShapes(network, inputs)[listener];
    if (unit < 0 || unit >= shape.inputs())
        throw Error("there is no such unit");
    ParameterSet changed = weights;
    for (NamedTensor& tensor : changed)
        if (tensor.layer == network.layers[listener].name && tensor.name == "kernel")
            std::fill_n(tensor.values.begin() + unit * shape.outputs(), shape.outputs(), Scalar(0));
    return changed;
}

} // namespace netloom
