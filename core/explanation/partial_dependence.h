// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/explanation/explained_network.h"

#include <stop_token>
#include <vector>

namespace netloom {

/// What a column does to the values, the other columns being as they are in the rows. Friedman 2001; single curves:
/// Goldstein et al., "Peeking inside the black box", JCGS 2015.
struct PartialDependence {
    Eigen::MatrixXd average;                 ///< grid × outputs: mean over the rows
    std::vector<Eigen::MatrixXd> individual; ///< per output, rows × grid: ICE

    /// Each curve less its value at the first grid point, of one output.
    Eigen::MatrixXd centred(Index output) const;
    /// Quantile (type 7) of the curves at each grid point, of one output.
    Eigen::VectorXd quantile(Index output, double share) const;
    /// Population standard deviation of the curves at each grid point.
    Eigen::VectorXd sd(Index output) const;
};

/// @param x  inputs × rows, at least one
/// @param grid  what the group's inputs become, one column for each grid point  @throws Cancelled
PartialDependence partialDependence(const ValueFunction& f, const Matrix& x, const InputGroup& group,
                                    const Matrix& grid, const std::stop_token& stop = {},
                                    const ProgressFunction& progress = {});

/// Two columns at once: mean over the rows, per output grid of the first × grid of the second.
std::vector<Eigen::MatrixXd> partialDependence(const ValueFunction& f, const Matrix& x, const InputGroup& first,
                                               const Matrix& firstGrid, const InputGroup& second,
                                               const Matrix& secondGrid, const std::stop_token& stop = {},
                                               const ProgressFunction& progress = {});

} // namespace netloom
