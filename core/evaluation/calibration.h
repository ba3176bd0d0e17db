// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/evaluation/interval.h"

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace netloom {

enum class Binning {
    Uniform, ///< edges i / bins
    Quantile ///< edges are quantiles of type 7 of the probabilities
};

/// Rows whose probabilities are near each other.
struct CalibrationBin {
    std::size_t bin = 0; ///< which of all, the empty ones included
    double low = 0;      ///< its edges: low < p ≤ high, the first bin also p = low
    double high = 0;
    Index count = 0;
    Index positives = 0;
    double meanPredicted = 0;
    double observed = 0; ///< share of the positives
    Interval interval;   ///< Wilson's, of `observed`
};

/// Do things that are said to be 70 % likely happen 7 times in 10? As scikit-learn's calibration_curve bins them.
struct CalibrationCurve {
    std::vector<double> edges;
    std::vector<CalibrationBin> bins; ///< those with rows
    /// Expected and largest calibration error: mean (weighted by rows) and maximum of |observed − mean predicted|. They
    /// depend on the number of bins, and the expected one is above 0 by chance alone where rows are few.
    std::optional<double> ece;
    std::optional<double> mce;
};

/// Bins that suit so many rows: 10, or 5 below 200 rows.
std::size_t calibrationBins(Index rows);

/// @param probability  of being positive, 0…1
CalibrationCurve calibrationCurve(std::span<const double> probability, std::span<const std::uint8_t> positive,
                                  std::size_t bins, Binning binning = Binning::Uniform);

/// Several classes, by the largest probability alone: how often the predicted class is right. Guo et al., "On
/// calibration of modern neural networks", ICML 2017. @param probabilities  classes × rows
CalibrationCurve topLabelCalibration(const Eigen::MatrixXd& probabilities, std::span<const int> truth, std::size_t bins,
                                     Binning binning = Binning::Uniform);

/// Mean over the classes of the expected calibration error of each against the rest; nothing without rows.
std::optional<double> classwiseCalibrationError(const Eigen::MatrixXd& probabilities, std::span<const int> truth,
                                                std::size_t bins);

/// Logistic regression of the truth on logit p, without penalty (Cox 1958).
struct RecalibrationLine {
    double intercept = 0;
    double slope = 1;      ///< below 1: too extreme; above: too cautious
    double inTheLarge = 0; ///< intercept with the slope fixed at 1: above 0 where too little is predicted
    double meanPredicted = 0;
    double observedRate = 0;

    /// "the probabilities are too extreme (slope 0.45)".
    std::string words() const;
};

/// @param logits  ln(p / (1 − p)) of each row
/// @returns nothing where a logit is infinite, all are equal, there is one class only, or a threshold tells the classes
/// apart
std::optional<RecalibrationLine> recalibrationLine(std::span<const double> logits,
                                                   std::span<const std::uint8_t> positive);

} // namespace netloom
