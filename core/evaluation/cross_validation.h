// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/part_metrics.h"
#include "core/preparation/fitted_recipe.h"
#include "core/preparation/split.h"
#include "core/training/session.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// What came of one fold: a network trained anew on its training rows and tried on rows it has never seen.
struct FoldResult {
    Split split;         ///< rows of the table; test: those of this fold, validation: those that training watched
    FittedRecipe fitted; ///< on the training rows
    PartMetrics train;
    PartMetrics test;
    Index epochs = 0; ///< trained
    StopReason reason = StopReason::None;
    std::string stoppedBy; ///< Callback: its type
    std::string message;   ///< why training ended early, in a sentence
};

/// A metric of the test rows over the folds.
struct MetricSpread {
    std::string key;
    double mean = 0;
    double deviation = 0; ///< sample standard deviation over the folds (divisor: folds − 1), 0 for one fold
    std::vector<double>
        values; ///< one per fold; a value that is not finite (R² of a single row) is left out of the others
};

struct CrossValidation {
    std::vector<FoldResult> folds;
    std::vector<MetricSpread> metrics;         ///< in the order of PartMetrics::values
    std::vector<std::string> classes;          ///< as PartMetrics
    std::vector<std::vector<Index>> confusion; ///< summed over the folds: every row counts once

    /// Null for an unknown key.
    const MetricSpread* find(std::string_view key) const;
};

struct CrossValidationProgress {
    Index fold = 0; ///< folds completed
    Index folds = 0;
    Index epoch = 0; ///< epochs completed in the fold at work
    Index epochs = 0;
    double share = 0; ///< done of the whole, 0…1
};

/// Tries a network by k-fold cross-validation: divides the rows with a target by makeFolds(), and for each fold fits
/// the recipe on its training rows alone, trains a new network from `config.seed` and measures it on the fold's test
/// rows. Where early stopping or plateau watches a validation value, a validation part is held back from the training
/// rows; the test rows are never watched. `network` and `config` are in line with the target (followTarget()); the
/// number of inputs is set here, as a fold may see fewer categories. Runs on the calling thread and `config.threads` of
/// its own; the same input gives the same bits.
/// @param progress  called after every epoch, on the calling thread; may be empty
/// @throws Error where network, settings and data do not fit each other, naming the fold; Cancelled within one batch
/// after a stop
CrossValidation crossValidate(const Table& table, const Recipe& recipe, const SplitConfig& split, NetworkSpec network,
                              const TrainingConfig& config, Index folds, std::stop_token stop = {},
                              const std::function<void(const CrossValidationProgress&)>& progress = {});

} // namespace netloom
