// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/sweep/search_space.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace netloom {

/// What is to be tried, and how it is judged. A plain value.
struct SweepPlan {
    std::vector<SweepAxis> axes;
    Index random = 0;       ///< trials to draw; 0: every combination
    std::uint64_t seed = 1; ///< of the draw
    Index folds = 0;        ///< cross-validation within the training rows; 0: judged by the validation part
    bool halving = false;   ///< trials that are behind after a part of their epochs go no further (sweep.h)

    bool operator==(const SweepPlan&) const = default;
};

enum class TrialState {
    Waiting,
    Done,
    Dropped, ///< behind others after a part of its epochs
    Failed
};
/// "waiting", "done", "dropped", "failed".
std::string_view trialStateName(TrialState state);

/// How a trial did on rows it had not seen. NaN: not measured.
struct TrialScore {
    double score = std::numeric_limits<double>::quiet_NaN(); ///< accuracy, binary accuracy or R² (task_score.h)
    double error = std::numeric_limits<double>::quiet_NaN(); ///< its standard error over the rows
    double loss = std::numeric_limits<double>::quiet_NaN();  ///< cross-entropy or squared error of those rows
};

struct SweepTrial {
    Index number = 0; ///< 1 …
    TrialSettings settings;
    TrialState state = TrialState::Waiting;
    TrialScore result;             ///< the newest
    std::vector<TrialScore> rungs; ///< with halving: after each part of the epochs
    Index epochs = 0;              ///< trained; with folds those of all of them
    Index parameters = 0;          ///< of the network
    std::string remark;            ///< why it failed or was dropped, or why its training ended early; a sentence
};

/// A sweep as far as it has come. A plain value.
struct SweepResults {
    SweepPlan plan;
    std::string base;     ///< digest of what is the same for all trials: data, preparation, parts, network, training
    std::string scoreKey; ///< "accuracy", "binary_accuracy" or "r2"; empty: nothing measured yet
    std::vector<SweepTrial> trials; ///< in the order of their numbers; all of the plan, or some

    Index count(TrialState state) const;
    bool isComplete() const { return count(TrialState::Waiting) == 0; }
    /// Places of the trials, best first: those that are done by score, equal scores by loss, then by number; then those
    /// dropped, the longest trained first; failed and waiting ones at the end.
    std::vector<std::size_t> ranking() const;
    /// Place of the best trial that is done; -1: there is none.
    int best() const;
};

/// Whether a score is better than another: larger, or as large with a smaller loss. One that is not a number is worst.
bool isBetter(const TrialScore& a, const TrialScore& b);

/// One JSON document, the same text for the same results. Numbers come back to the bit.
std::string sweepText(const SweepResults& results);
/// @throws Error naming `where` and the place
SweepResults sweepFromText(std::string_view text, const std::string& where);

/// A line per trial, best first: rank, number, state, score, standard error, loss, epochs, parameters, each setting,
/// remark. Locale-free, RFC 4180.
std::string sweepCsv(const SweepResults& results);

} // namespace netloom
