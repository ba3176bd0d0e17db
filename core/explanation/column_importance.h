// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/predicted_rows.h"
#include "core/explanation/explained_model.h"
#include "core/explanation/permutation_importance.h"

#include <string>
#include <vector>

namespace netloom {

struct ImportanceOptions {
    std::string figure; ///< key of figuresOf() the task; empty: log_loss, or r2 for numbers
    Index repeats = 10;
    double threshold = 0.5;
    std::uint64_t seed = 0;
};

/// Two input columns of numbers that say much the same, so that each may seem unimportant beside the other.
struct SharedImportance {
    std::size_t first = 0; ///< in ExplainedModel::columns()
    std::size_t second = 0;
    double correlation = 0; ///< Pearson's, above 0.8 or below −0.8, on the training rows
};

/// How much worse the rows are predicted without what a column knows. A plain value.
struct ColumnImportance {
    std::string figure;                ///< key
    std::string figureName;            ///< "log loss"
    double figureValue = 0;            ///< of the rows as they are, as it is shown elsewhere
    PermutationImportance permutation; ///< in the order of the columns; positive: the column helps
    std::vector<std::size_t> order;    ///< columns, most important first
    std::vector<SharedImportance> shared;
};

/// @param rows  of validation or test  @throws Error where the figure is undefined for the rows or not known, Cancelled
ColumnImportance columnImportance(ExplainedModel& model, const TargetRows& rows, const ImportanceOptions& options = {},
                                  const std::stop_token& stop = {}, const ProgressFunction& progress = {});

} // namespace netloom
