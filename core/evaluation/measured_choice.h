// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/recipe.h"
#include "core/preparation/split.h"
#include "core/suggestion/suggestion.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// A network that was tried on rows it had not seen.
struct Trial {
    std::string title; ///< "32-16 SiLU, decay 0.2"
    Suggestion suggestion;
    Index parameters = 0;
    Index folds = 0;       ///< held-out parts it was tried on, of all rounds; fewer where it fell behind early
    double score = 0;      ///< accuracy or R² over all rows it was tried on
    double error = 0;      ///< standard error of the score: sd over rows / √rows
    double loss = 0;       ///< cross-entropy or squared error of those rows, by which trials are compared
    double lossError = 0;  ///< its standard error
    bool isRule = false;   ///< what first_network.h suggests
    bool isLinear = false; ///< no hidden layer
    bool isOwn = false;    ///< the network that was there
};

/// Networks compared on the training rows of a table, and the one to take.
struct MeasuredChoice {
    std::vector<Trial> trials; ///< best first
    std::size_t chosen = 0;    ///< place in `trials`
    std::string scoreKey;      ///< "accuracy", "binary_accuracy" or "r2"
    Index rows = 0;            ///< training rows that were used
    Index allRows = 0;         ///< training rows there are
    Index folds = 0;           ///< parts of a complete trial
    double work = 0;           ///< spent, in the unit of the budget
    std::string summary;       ///< two sentences: what was chosen, and why

    const Trial& choice() const { return trials[chosen]; }
};

constexpr double kDefaultChoiceBudget = 12'000;

struct ChoiceOptions {
    /// Millions of (weights + 700) × rows × epochs that training may cost, about 1/4000 s of one core each. The choice
    /// depends on it, never on the speed of the machine.
    double budget = kDefaultChoiceBudget;
    int threads = 0;               ///< 0: as many as the machine has; the result does not depend on it
    std::optional<Suggestion> own; ///< a network to try beside the candidates
};

/// Whether a suggestion is a network and its training in all that is chosen here: the same one, whatever its seed.
bool isSameChoice(const Suggestion& suggestion, const NetworkSpec& network, const TrainingConfig& training);

/// Tries some tens of networks, the linear one and the rule's among them, by cross-validation within the training rows
/// (the test rows are never looked at; the validation rows tell when to stop, as they will in the training itself), and
/// chooses the smallest of those within one standard error of the best, where the error is that of the row-by-row
/// difference in loss. Candidates that are clearly behind after two folds go no further. What a round of five folds
/// leaves of the budget is spent on further rounds of those that may yet be chosen, up to ten, with other folds and
/// other first weights. Where the budget is too small for the table, fewer rows and candidates are tried, but never
/// fewer than six on 200 rows.
/// @param split  of all rows  @param current  training settings that candidates keep: loss, metrics, seed
/// @param progress  share done, 0…1; called on the calling thread or one of its own, one at a time; may be empty
/// @throws Error where the rows cannot be divided or prepared; Cancelled within a few batches after a stop
MeasuredChoice measureNetworks(const Table& table, const Recipe& recipe, const SplitConfig& config, const Split& split,
                               const TrainingConfig& current, const ChoiceOptions& options = {},
                               const std::stop_token& stop = {}, const std::function<void(double)>& progress = {});

} // namespace netloom
