// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/unit_importance.h"

#include "core/network/layer_units.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// √(Σ_j (w_ij I_j)²) for every unit i before the kernel.
std::vector<double> outgoing(const NamedTensor& kernel, const std::vector<double>& ends, Index inputs)
{
    std::vector<double> lengths(static_cast<std::size_t>(inputs), 0.0);
    const Scalar* w = kernel.values.data();
    for (double& length : lengths) {
        double sum = 0;
        for (const double end : ends) {
            const double flow = static_cast<double>(*w++) * end;
            sum += std::isfinite(flow) ? flow * flow : 0;
        }
        length = std::sqrt(sum);
    }
    return lengths;
}

} // namespace

std::vector<std::vector<double>> unitImportance(const NetworkSpec& network, const ParameterSet& weights, Index inputs,
                                                const NetworkActivity& activity)
{
    const std::vector<LayerShape> shapes = layerShapes(network, inputs);
    std::vector<std::vector<double>> importance(network.layers.size() + 1);
    const auto unitsOf = [&](std::size_t column) {
        return static_cast<std::size_t>(std::max<Index>(column == 0 ? inputs : shapes[column - 1].outputs(), 0));
    };
    importance.back().assign(unitsOf(network.layers.size()), 1.0);
    for (std::size_t column = network.layers.size(); column-- > 0;) {
        std::vector<double>& units = importance[column];
        const std::vector<double>& ends = importance[column + 1];
        if (const NamedTensor* kernel =
                findKernel(weights, network.layers[column].name, shapes[column].inputs(), shapes[column].outputs())) {
            units = outgoing(*kernel, ends, shapes[column].inputs());
            if (const auto* known = activity.column(column); known && known->size() == units.size())
                for (std::size_t u = 0; u < units.size(); ++u)
                    units[u] *= std::isfinite((*known)[u].spread) ? (*known)[u].spread : 0;
        } else if (ends.size() == unitsOf(column)) {
            units = ends;
        } else {
            units.assign(unitsOf(column), 1.0);
        }
        const double largest = units.empty() ? 0 : *std::max_element(units.begin(), units.end());
        for (double& unit : units)
            unit = largest > 0 ? unit / largest : 1;
    }
    return importance;
}

} // namespace netloom
