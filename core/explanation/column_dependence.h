// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/accumulated_local_effects.h"
#include "core/explanation/explained_model.h"
#include "core/explanation/partial_dependence.h"

#include <cstdint>
#include <string>
#include <vector>

namespace netloom {

/// Values of a column that are tried one after the other.
struct ColumnGrid {
    std::size_t column = 0; ///< in ExplainedModel::columns()
    bool categories = false;
    std::vector<double> values;      ///< numbers and times, rising; categories: 0, 1 …
    std::vector<std::string> labels; ///< as the file would write them
    Matrix prepared;                 ///< inputs of the column × values
    /// Training rows near each value (categories: of it): the density strip.
    std::vector<Index> density;
    /// 5 % and 95 % quantiles of the training rows: outside the curves stand on little.
    double low = 0;
    double high = 0;
};

/// Numbers: `points` from the smallest to the largest of the training rows, or each different value where there are no
/// more; whole ones for a column of whole numbers. Categories: each that the network knows.
/// @throws Error where the column has no values
ColumnGrid columnGrid(const ExplainedModel& model, std::size_t column, Index points = 50);

struct DependenceOptions {
    Index points = 50;
    Index rows = 1000;  ///< the mean is over at most so many rows
    Index curves = 100; ///< single ones to be drawn
    Index bins = 20;    ///< of local effects
    std::uint64_t seed = 0;
};

/// What a column does to the predictions. A plain value.
struct ColumnDependence {
    ColumnGrid grid;
    std::vector<Index> rows;        ///< of the table, over which the mean is taken
    PartialDependence curves;       ///< of these rows
    std::vector<std::size_t> drawn; ///< places in `rows` of the single curves to be drawn
};

/// @param rows  of model.table(), from which up to options.rows are drawn  @throws Error, Cancelled
ColumnDependence columnDependence(ExplainedModel& model, std::size_t column, std::vector<Index> rows,
                                  const DependenceOptions& options = {}, const std::stop_token& stop = {},
                                  const ProgressFunction& progress = {});

/// Local effects of a column of numbers. @throws Error where it is none, or does not vary; Cancelled
AccumulatedLocalEffects columnEffects(ExplainedModel& model, std::size_t column, std::vector<Index> rows,
                                      const DependenceOptions& options = {}, const std::stop_token& stop = {});

/// Two columns at once.
struct PairDependence {
    ColumnGrid first;
    ColumnGrid second;
    std::vector<Eigen::MatrixXd> average; ///< per output, values of the first × of the second
    /// Training rows in each cell (those nearest to its values): where there are none, nothing is known.
    Eigen::Matrix<Index, Eigen::Dynamic, Eigen::Dynamic> counts;
};
/// @param points  of each: 20 × 20 cells  @throws Error, Cancelled
PairDependence pairDependence(ExplainedModel& model, std::size_t first, std::size_t second, std::vector<Index> rows,
                              Index points = 20, const DependenceOptions& options = {},
                              const std::stop_token& stop = {}, const ProgressFunction& progress = {});

} // namespace netloom
