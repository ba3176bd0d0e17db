// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/path_conductance.h"

#include "core/base/error.h"
#include "core/explanation/background.h"
#include "core/explanation/integrated_gradients.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

NamedTensor kernelOf(const std::string& layer, const Eigen::MatrixXd& links)
{
    NamedTensor kernel{layer, "kernel", {links.rows(), links.cols()}, {}, false};
    kernel.values.reserve(static_cast<std::size_t>(links.size()));
    for (Index from = 0; from < links.rows(); ++from)
        for (Index to = 0; to < links.cols(); ++to)
            kernel.values.push_back(static_cast<Scalar>(links(from, to)));
    return kernel;
}

} // namespace

PathConductance pathConductance(ExplainedModel& model, const Table& table, Index row, std::optional<std::size_t> column,
                                Index output, const std::stop_token& stop)
{
    Index weights = 0;
    for (const NamedTensor& tensor : model.model().weights)
        weights += static_cast<Index>(tensor.values.size());
    if (weights > kMostFollowedWeights)
        throw Error("The network has " + std::to_string(weights) +
                        " weights, too many to follow what flows through each",
                    {}, "Look at the bars of the explanation instead.");
    ExplainedNetwork& network = model.network();
    const Matrix prepared = model.prepared(table, {row});
    const Vector x = prepared.col(0);
    const Vector baseline =
        model.prepared(model.table(), drawRows(model.trainRows(), kBackgroundRows, 0)).rowwise().mean();
    const Index which = output < 0 ? model.outputOf(prepared) : output;
    const std::vector<Index> inputs = column ? model.columns().at(*column).inputs : std::vector<Index>();

    PathConductance result;
    result.row = row;
    result.column = column ? model.columns()[*column].name : std::string();
    result.outputName = model.outputNames().at(static_cast<std::size_t>(which));
    result.scale = model.scaleName();
    const PathPoints path = pathPoints(network, baseline, x);
    const IntegratedGradients gradients = integratedGradients(network, baseline, x, {}, stop);
    if (column)
        for (const Index input : inputs)
            result.carried += gradients.perInput(input, which);
    else
        result.carried = gradients.value[which] - gradients.baselineValue[which];

    for (std::size_t layer = 0; layer < network.layers(); ++layer) {
        if (network.layer(layer).type != "dense")
            continue;
        Eigen::MatrixXd links;
        if (layer == 0) {
            links = conductance(network, baseline, x, 0, which, path, stop).transpose();
            if (column) {
                Eigen::MatrixXd only = Eigen::MatrixXd::Zero(links.rows(), links.cols());
                for (const Index input : inputs)
                    only.row(input) = links.row(input);
                links = std::move(only);
            }
        } else {
            links = linkConductance(network, baseline, x, layer - 1, which, inputs, path, stop);
        }
        result.largestGap = std::max(result.largestGap, std::abs(links.sum() - result.carried));
        result.links.push_back(kernelOf(network.layer(layer).name, links));
    }
    if (result.links.empty())
        throw Error("The network has no dense layer whose links could be followed", {}, "Add one.");
    return result;
}

} // namespace netloom
