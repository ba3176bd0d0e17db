// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/comparison.h"
#include "core/evaluation/part_evaluation.h"

#include <optional>
#include <vector>

namespace netloom {

/// A figure of two models on the same rows.
struct FigureDifference {
    FigureInfo info;
    std::optional<double> a;
    std::optional<double> b;
    std::optional<double> difference; ///< a − b
    /// 95 %, of the difference on the same resamples: that the two intervals overlap is no test.
    std::optional<Interval> interval;
    std::string note; ///< why there is no interval; may be empty

    /// Nothing without an interval.
    std::optional<bool> containsZero() const;
};

struct ModelComparison {
    std::vector<Index> rows; ///< of the table: those that both predict
    std::vector<FigureDifference> figures;
    std::optional<McNemar> mcNemar; ///< of two or more classes, by rows; of yes/no targets, by all of them right
};

/// @pre both have the same target and rows of the same table  @throws Error where they have not the same target,
/// Cancelled
ModelComparison compareModels(const PredictedRows& a, const PredictedRows& b, double thresholdOfA, double thresholdOfB,
                              const EvaluationOptions& options, const std::stop_token& stop = {},
                              const ProgressFunction& progress = {});

} // namespace netloom
