// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/prepared_data.h"
#include "core/sweep/sweep_results.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace netloom {

/// What all trials of a sweep have in common: the table, how it is prepared and divided, and the network and training
/// whose settings are varied. In line with the target (follow_target.h).
struct SweepBase {
    std::shared_ptr<const PreparedData> data;
    DataReference reference; ///< tells whether stored results are of the same data
    Recipe recipe;
    SplitConfig split;
    NetworkSpec network;
    TrainingConfig training;
};
SweepBase sweepBase(const Project& project, std::shared_ptr<const PreparedData> data);

/// A sweep that has not begun: its trials, all waiting.
/// @throws Error where the plan cannot be: no axis, a key that a sweep does not change, no validation rows to judge by,
/// or settings of which not one combination can be used
SweepResults beginSweep(const SweepBase& base, SweepPlan plan);

/// @throws Error where a trial would fail at once: a value that its setting does not take, a network that cannot work
void requireTrainable(const SweepBase& base, const TrialSettings& settings);

/// @throws Error where `results` are of other data, another network or other settings
void requireSameBase(const SweepResults& results, const SweepBase& base, const std::string& where);

/// A stretch of a trial's curve: the loss of the validation rows epoch by epoch, or where there are none that of the
/// training rows; with folds those of the first.
struct TrialCurve {
    Index number = 0;      ///< of the trial
    std::size_t first = 0; ///< epochs before this stretch; what was told of later ones is replaced
    std::vector<double> losses;
};

struct SweepOptions {
    int threads = 0;                             ///< 0: as many as the machine has; the results do not depend on it
    std::optional<std::pair<Index, Index>> only; ///< numbers of the first and last trial to run; none: all of them
    /// Called with what is new of a curve, a few times a second and at a trial's end, on any of the threads and on
    /// several at once; null: nobody looks.
    std::function<void(TrialCurve)> curve;
};

/// Trains every trial that waits, each from fresh weights of its seed, one on each core, and measures it on rows that
/// it has not seen: the validation part, or with folds each training row once by a network that was trained without it
/// (the validation part then says when to stop). The test part is never looked at.
///
/// With halving the trials are trained for a ninth of their epochs, the better third of them for a third, the better
/// third of those to the end (Jamieson, Talwalkar, "Non-stochastic best arm identification and hyperparameter
/// optimization", AISTATS 2016, with eta 3); at least one is trained to the end. A trial that goes on does so from
/// where it was, with the bits of a training that was never looked at. Only trials of one sweep are compared so, so
/// `only` has no halving.
///
/// A trial that cannot be trained is Failed with a sentence, and the others go on. The same plan gives the same results
/// on any number of threads, and when it was interrupted and gone on with.
/// @param told   called with every trial whose state or result has changed, one at a time, on any of the threads
/// @returns where it has come to; after a stop, which takes effect within a batch, trials are still waiting
SweepResults runSweep(const SweepBase& base, SweepResults results, const SweepOptions& options = {},
                      const std::stop_token& stop = {}, const std::function<void(const SweepTrial&)>& told = {});

/// About what a sweep costs, in seconds of one core: 1/4000 s for each million of (weights + 700) × rows × epochs, all
/// epochs of all trials that wait. What halving and early stopping save is not foreseen but for the parts of halving.
double sweepSeconds(const SweepBase& base, const SweepResults& results);

/// The run that a trial stands for, trained on the training rows as `netloom train` would, with its result.
/// @throws Error, Cancelled
Run trainTrial(const SweepBase& base, const SweepTrial& trial, const std::stop_token& stop = {});

} // namespace netloom
