// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace netloom {

/// How well one column of numbers is predicted, in its own units. Residual = actual − predicted; sums are two-pass.
/// What is undefined is not there.
struct RegressionFigures {
    Index rows = 0;
    std::optional<double> r2;                ///< 1 − SSE / SST; needs two rows and targets that differ
    std::optional<double> explainedVariance; ///< 1 − Var(residual) / Var(actual); as r2
    std::optional<double> mae;               ///< mean |residual|; this and the next five need a row
    std::optional<double> mse;
    std::optional<double> rmse;
    std::optional<double> medianAbsoluteError;
    std::optional<double> maxError; ///< largest |residual|
    std::optional<double> meanResidual;
    std::optional<double> sdResidual; ///< divisor rows − 1
    std::optional<double> mape;       ///< mean |residual / actual| over the rows with actual ≠ 0
    Index mapeRowsLeftOut = 0;
    std::optional<double> wape;        ///< sum |residual| / sum |actual|; needs an actual ≠ 0
    std::optional<double> correlation; ///< Pearson's r of actual and predicted
    double sse = 0;                    ///< sum of squared residuals
    double sst = 0;                    ///< sum of squared distances of the actual values from their mean
};

RegressionFigures regressionFigures(std::span<const double> actual, std::span<const double> predicted);

/// Several outputs: the plain mean over them, undefined where one of them is.
struct AveragedRegression {
    std::optional<double> r2;
    std::optional<double> explainedVariance;
    std::optional<double> mae;
    std::optional<double> mse;
    std::optional<double> rmse; ///< mean of the roots, as scikit-learn
    std::optional<double> medianAbsoluteError;
    std::optional<double> r2VarianceWeighted; ///< 1 − sum SSE / sum SST
};

AveragedRegression averagedRegression(const std::vector<RegressionFigures>& outputs);

inline constexpr std::array<double, 7> kResidualShares = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};

/// Quantiles (type 7) of the residuals at kResidualShares; none without rows.
std::vector<double> residualQuantiles(std::span<const double> residuals);

/// Sorted residuals against the normal quantiles of (i − ½) / n, and the line through the quartiles.
struct QuantilePlot {
    std::vector<double> theoretical;
    std::vector<double> sample;
    double intercept = 0;
    double slope = 0;
};
QuantilePlot quantilePlot(std::span<const double> residuals);

struct WorstRow {
    std::size_t place = 0; ///< in the arrays
    double residual = 0;
};
/// Largest |residual| first, ties in the order of the arrays.
std::vector<WorstRow> worstRows(std::span<const double> residuals, std::size_t most);

} // namespace netloom
