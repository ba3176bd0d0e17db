// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_network.h"

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace netloom {

/// What a column of numbers does to the values, looked at only where there are rows: unlike partial dependence it asks
/// for no combination that correlated columns never have. Apley and Zhu, JRSS B 2020, first order.
struct AccumulatedLocalEffects {
    std::vector<double> edges; ///< of the bins, in the column's units
    Eigen::MatrixXd effect;    ///< edges × outputs; the mean over the rows is 0
    std::vector<Index> counts; ///< rows of each bin
};

/// Edges are quantiles (type 1) of the values, equal ones once: `bins` of them or fewer.
std::vector<double> effectEdges(std::span<const double> values, Index bins);

/// @param x  inputs × rows  @param values  of each row, in the column's units; at least two different ones
/// @param prepared  what the group's inputs are for an edge  @throws Cancelled
AccumulatedLocalEffects accumulatedLocalEffects(const ValueFunction& f, const Matrix& x, const InputGroup& group,
                                                std::span<const double> values, Index bins,
                                                const std::function<Vector(double edge)>& prepared,
                                                const std::stop_token& stop = {});

} // namespace netloom
