// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/background.h"
#include "core/explanation/shapley.h"

#include <functional>
#include <vector>

namespace netloom {

/// Shapley values of many rows: beeswarm, decision plot, global importance. A plain value.
struct ExplainedRows {
    std::vector<Index> rows;          ///< of the table
    std::vector<Eigen::MatrixXd> phi; ///< per output, rows × columns
    Eigen::VectorXd expected;         ///< per output
    Eigen::MatrixXd values;           ///< outputs × rows, in the scale
    double largestGap = 0;
    double largestError = 0; ///< of the standard errors; 0: exact

    /// Mean |φ| of each column over the rows: its global importance for an output.
    Eigen::VectorXd importance(Index output) const;
};

/// Called as soon as a row is there, from any of the threads, one at a time.
using RowFunction = std::function<void(std::size_t place, const ShapleyValues& values)>;

/// @param rows  of model.table()  @param threads  at least 1; the result does not depend on it
/// @throws Error naming column and row where one cannot be prepared, Cancelled
ExplainedRows explainRows(const ExplainedModel& model, std::vector<Index> rows, const Background& background,
                          const ShapleyOptions& options = {}, int threads = 1, const std::stop_token& stop = {},
                          const ProgressFunction& progress = {}, const RowFunction& done = {});

} // namespace netloom
