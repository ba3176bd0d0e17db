// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_network.h"

#include <stop_token>
#include <vector>

namespace netloom {

/// How the straight way from a baseline to a row is walked.
struct PathRule {
    enum class Kind {
        Panels,        ///< Gauss-Legendre between the places where a unit switches: as exact as the arithmetic
        GaussLegendre, ///< these three on the whole way, for comparison: units that switch spoil them
        Midpoint,
        Trapezoid
    };
    Kind kind = Kind::Panels;
    Index points = 50; ///< Panels: of each of them (fewer where there are many)
};

/// Points of the way with their weights; 0 is the baseline, 1 the row.
struct PathPoints {
    std::vector<double> at;
    std::vector<double> weights;
    Index panels = 1;
    bool tooManyPanels = false; ///< more than 2,000: the midpoint rule with 1,000 points was taken
};
PathPoints pathPoints(ExplainedNetwork& network, const Vector& baseline, const Vector& x, const PathRule& rule = {});

/// IG of an input = (x − baseline) × integral of d value / d input along the way; their sum is the value of x less that
/// of the baseline. Sundararajan, Taly and Yan, ICML 2017.
struct IntegratedGradients {
    Eigen::MatrixXd perInput;      ///< inputs × outputs; add the inputs of a group up for its own
    Eigen::VectorXd value;         ///< of x
    Eigen::VectorXd baselineValue; ///< of the baseline; of several, the mean
    PathPoints path;               ///< of the last baseline

    Eigen::MatrixXd perGroup(const std::vector<InputGroup>& groups) const; ///< groups × outputs
    /// Completeness: largest |sum of IG − (value − baselineValue)| of an output.
    double gap() const;
};

/// @param baselines  inputs × baselines; several: the mean over them (expected gradients)  @throws Cancelled
IntegratedGradients integratedGradients(ExplainedNetwork& network, const Matrix& baselines, const Vector& x,
                                        const PathRule& rule = {}, const std::stop_token& stop = {});

/// How much of the difference to the baseline flows through each unit of a layer, and from which inputs: units ×
/// inputs, the integral of d value / d h × d h / d input × (x − baseline). All of it adds up to value − baselineValue
/// in every layer; the columns of a group add up to its IG. Dhamdhere, Sundararajan and Yan, ICLR 2019.
/// @param path  pathPoints() of the same  @throws Cancelled
Eigen::MatrixXd conductance(ExplainedNetwork& network, const Vector& baseline, const Vector& x, std::size_t layer,
                            Index output, const PathPoints& path, const std::stop_token& stop = {});

/// The same over the links from the units of a layer to those of the next: units × units of the next layer. Rows and
/// columns add up to the conductance of the units at both ends.
/// @param inputs  only what comes from these; empty: from all
Eigen::MatrixXd linkConductance(ExplainedNetwork& network, const Vector& baseline, const Vector& x, std::size_t layer,
                                Index output, const std::vector<Index>& inputs, const PathPoints& path,
                                const std::stop_token& stop = {});

} // namespace netloom
