// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/unit_sensitivity.h"

#include "core/base/cancelled.h"

#include <cmath>

namespace netloom {

std::vector<UnitSensitivity> unitSensitivity(ExplainedNetwork& network, const Matrix& x, std::size_t layer,
                                             Index output, const std::stop_token& stop)
{
    const Matrix h = network.layerOutput(layer, x);
    const Eigen::MatrixXd gradient = network.gradientFrom(layer, h, output).cast<double>();
    const Eigen::RowVectorXd value = network.valuesFrom(layer, h).row(output);
    std::vector<UnitSensitivity> result;
    Matrix changed = h;
    for (Index u = 0; u < h.rows(); ++u) {
        if (stop.stop_requested())
            throw Cancelled();
        const Eigen::RowVectorXd activation = h.row(u).cast<double>();
        UnitSensitivity one;
        one.unit = u;
        one.meanGradient = gradient.row(u).mean();
        one.meanAbsGradient = gradient.row(u).cwiseAbs().mean();
        one.meanActivation = activation.mean();
        one.sdActivation = std::sqrt((activation.array() - one.meanActivation).square().mean());
        changed.row(u).setConstant(static_cast<Scalar>(one.meanActivation));
        const Eigen::RowVectorXd difference = value - network.valuesFrom(layer, changed).row(output);
        changed.row(u) = h.row(u);
        one.meanAblation = difference.mean();
        one.meanAbsAblation = difference.cwiseAbs().mean();
        result.push_back(one);
    }
    return result;
}

} // namespace netloom
