// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/unit_activity.h"

#include "core/activations/registry.h"
#include "core/base/cancelled.h"
#include "core/layers/registry.h"

#include <array>
#include <cmath>
#include <optional>

namespace netloom {

namespace {

struct Range {
    double low, high;
};

/// The two ends that a layer's activation tends to, asked of the function itself far out on either side.
std::optional<Range> rangeOf(const LayerSpec& layer)
{
    const LayerInfo* type = findLayerType(layer.type);
    if (!type)
        return std::nullopt;
    const FieldValues fields = withDefaults(type->fields, layer.fields);
    const auto* name = fields.find("activation") ? std::get_if<std::string>(fields.find("activation")) : nullptr;
    const ActivationInfo* activation = findActivation(name ? *name : layer.type);
    if (!activation || activation->ofOneUnit)
        return std::nullopt;
    const std::array<Scalar, 4> far{-1000, -500, 500, 1000};
    std::array<Scalar, 4> y{};
    activation->make({})->forward({far.data(), 1, 4, 1}, {y.data(), 1, 4, 1});
    const auto settled = [&](std::size_t a, std::size_t b) {
        return std::isfinite(y[a]) && std::abs(y[a] - y[b]) <= Scalar(0.01);
    };
    if (!settled(0, 1) || !settled(2, 3) || y[3] <= y[0])
        return std::nullopt;
    return Range{static_cast<double>(y[0]), static_cast<double>(y[3])};
}

/// Sample by sample, as they lie in memory, all units at once.
std::vector<UnitActivity> activityOf(const Matrix& outputs, const std::optional<Range>& range)
{
    using Numbers = Eigen::ArrayXd;
    const auto rows = static_cast<double>(outputs.cols());
    const Index count = outputs.rows();
    const double near = range ? 0.01 * (range->high - range->low) : 0;
    Numbers sum = Numbers::Zero(count);
    Numbers on = Numbers::Zero(count);
    Numbers atEnds = Numbers::Zero(count);
    Eigen::Array<Scalar, Eigen::Dynamic, 1> smallest = outputs.col(0).array();
    Eigen::Array<Scalar, Eigen::Dynamic, 1> largest = smallest;
    for (Index j = 0; j < outputs.cols(); ++j) {
        const auto values = outputs.col(j).array();
        const auto wide = values.cast<double>();
        sum += wide;
        smallest = smallest.min(values);
        largest = largest.max(values);
        on += (values > 0).cast<double>();
        if (range)
            atEnds += (wide <= range->low + near || wide >= range->high - near).cast<double>();
    }
    const Numbers mean = sum / rows;
    Numbers squares = Numbers::Zero(count);
    for (Index j = 0; j < outputs.cols(); ++j)
        squares += (outputs.col(j).array().cast<double>() - mean).square();
    std::vector<UnitActivity> units(static_cast<std::size_t>(count));
    for (Index u = 0; u < count; ++u)
        units[static_cast<std::size_t>(u)] = {mean[u],
                                              std::sqrt(squares[u] / rows),
                                              static_cast<double>(smallest[u]),
                                              static_cast<double>(largest[u]),
                                              on[u] / rows,
                                              atEnds[u] / rows};
    return units;
}

} // namespace

const std::vector<UnitActivity>* NetworkActivity::column(std::size_t column) const
{
    if (isEmpty() || column > layers.size())
        return nullptr;
    return column == 0 ? &inputs : &layers[column - 1];
}

NetworkActivity networkActivity(const NetworkSpec& network, const ParameterSet& weights, const Matrix& x,
                                const std::stop_token& stop)
{
    NetworkActivity activity;
    if (x.cols() == 0)
        return activity;
    Inference inference(network, weights, x.rows());
    activity.inputs = activityOf(x, std::nullopt);
    const std::vector<Matrix> outputs = inference.outputsOfLayers(x);
    for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
        if (stop.stop_requested())
            throw Cancelled();
        activity.layers.push_back(activityOf(outputs[layer], rangeOf(network.layers[layer])));
    }
    return activity;
}

} // namespace netloom
