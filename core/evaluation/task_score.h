// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/types.h"
#include "core/preparation/recipe.h"
#include "core/preparation/target.h"

#include <string>
#include <vector>

namespace netloom {

/// How well rows are predicted, as the one figure that a task is judged by, and what each row adds to it.
///
/// "accuracy" for classes (ties go to the first class, a yes/no is a yes above 0.5), "binary_accuracy" of the cells for
/// several yes/no targets, "r2" for numbers (mean over the targets; undefined, NaN, for a single row or targets that do
/// not vary).
struct TaskScore {
    std::string key;
    double value = 0;
    /// One per row; their mean is `value`. Classes: 1 right, 0 wrong. Numbers: 1 − (e / sd of the targets)².
    std::vector<double> rows;
    bool broken = false; ///< a prediction is no number: for classes it is wrong, for numbers there is no value
};

/// @param prediction, target  outputs × samples, as the network has them (numbers standardised or not: R² is the same)
TaskScore taskScore(Task task, const Matrix& prediction, const Matrix& target);

/// What trials are compared by where the score cannot tell them apart: cross-entropy in nats, or squared error, of one
/// row; the mean over several targets. An answer that is wholly wrong counts as 10⁻⁶, so that it does not decide alone.
double rowLoss(Task task, const Matrix& prediction, const Matrix& target, Index row);

/// A mean over rows and its standard error: sd of the rows (divisor rows − 1) / √rows.
struct Estimate {
    double value = 0;
    double error = 0;

    /// Whether a difference is more than chance: beyond two standard errors.
    bool isClear() const { return value > 2 * error; }
};
/// NaN without rows; the error of a single row is 0.
Estimate estimate(const std::vector<double>& rows);
/// How far `a` is ahead of `b` on the same rows.
Estimate leadOver(const TaskScore& a, const TaskScore& b);

} // namespace netloom
