// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <Eigen/Core>

#include <optional>
#include <span>
#include <vector>

namespace netloom {

// Scores of probabilities. A matrix has one column per row of the data, and one row of probabilities per class, or a
// single one: those of class 1 against class 0. `truth` has the class of each row.

/// −mean ln q, q the probability of the true class, and the same mean over the rows of each class.
struct LogLoss {
    std::optional<double> value; ///< none without rows
    std::vector<std::optional<double>> perClass;
    Index clipped = 0;        ///< rows with a probability that had to be clipped; 0 from logits
    std::vector<double> rows; ///< what each row adds
};

/// From probabilities, clipped to 2^-52 … 1 − 2^-52 and renormalised, as scikit-learn 1.2.1 does: a certain wrong row
/// costs 36.04.
LogLoss logLoss(const Eigen::MatrixXd& probabilities, std::span<const int> truth);

/// From what sigmoid (one row) or softmax (several) is applied to, by log-sigmoid and log-softmax: nothing is clipped.
LogLoss logLossOfLogits(const Eigen::MatrixXd& logits, std::span<const int> truth);

/// Mean squared distance of the probabilities from the truth: (p − y)² for one row of probabilities (0…1), the sum over
/// the classes for several (0…2).
struct Brier {
    std::optional<double> value;        ///< none without rows
    std::optional<double> ofPrevalence; ///< one row: π(1 − π), of always predicting the share of the positives
    std::optional<double> skill;        ///< 1 − value / ofPrevalence; none for one class
    std::vector<double> rows;           ///< what each row adds
};

Brier brierScore(const Eigen::MatrixXd& probabilities, std::span<const int> truth);

} // namespace netloom
