// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/evaluation/task_score.h"
#include "core/network/network_spec.h"
#include "core/network/shared_parameters.h"
#include "core/preparation/recipe.h"
#include "core/project/prepared_data.h"
#include "core/training/history.h"
#include "core/training/stop_reason.h"
#include "core/training/training_config.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

struct Run;

/// A training, ended or not, as the coach is told of it. A plain value that may go to another thread.
struct CoachInput {
    NetworkSpec network;
    TrainingConfig training;
    Recipe recipe;
    History history;
    SharedParameters weights; ///< empty: not known
    StopReason reason = StopReason::None;
    std::string message; ///< why it ended, as the trainer said it
    std::shared_ptr<const PreparedData> data;
};

/// Of a stored training. Why one ended that has epochs left to do is not stored: it goes on for one epoch here, with
/// the bits that it had, to see whether it diverges. @throws Error, Cancelled
CoachInput coachInput(const Run& run, const Recipe& recipe, std::shared_ptr<const PreparedData> data,
                      const std::stop_token& stop = {});

/// What the units of a hidden Dense layer answer to the training rows, by the definitions of
/// core/explanation/unit_activity.h.
struct LayerActivity {
    int layer = 0; ///< index in NetworkSpec::layers
    std::string name;
    std::string activation;
    Index units = 0;
    std::vector<Index> dead;
    std::vector<Index> saturated; ///< without the dead ones
};

/// Gradient of the objective over the first training rows with respect to the kernel of a Dense layer.
struct LayerGradient {
    int layer = 0;
    std::string name;
    double rms = 0; ///< root of the mean square of its numbers; NaN where one is not finite
    double norm = 0;
};

/// A training with everything that the rules ask about it, each computed once, when it is first asked for: an evenly
/// taken part of the training rows with what the network answers to them, its units, its gradients, and what simpler
/// models reach. Used by one thread.
class CoachCase
{
public:
    explicit CoachCase(CoachInput input, std::stop_token stop = {});
    ~CoachCase();
    CoachCase(const CoachCase&) = delete;
    CoachCase& operator=(const CoachCase&) = delete;

    const CoachInput* operator->() const { return &m_input; }
    const std::stop_token& stop() const { return m_stop; }
    Task task() const;
    bool hasDiverged() const;
    bool hasWeights() const { return !m_input.weights.empty(); }
    Index epochs() const { return static_cast<Index>(m_input.history.epochs()); }
    Index steps() const;                            ///< of the optimizer
    std::span<const double> loss() const;           ///< of the training rows, epoch by epoch
    std::span<const double> validationLoss() const; ///< empty: there is none
    double rate() const;                            ///< of the settings
    double
    lastRate() const; ///< share of it that the last epoch had, through a schedule or a callback; 1 without epochs
    bool hasPenalty() const;       ///< L1, L2 or weight decay
    bool hasStrongDropout() const; ///< at least a quarter of the units of a layer

    // All of these need weights (hasWeights()).
    const Dataset& rows() const;      ///< at most kRows of the training part
    const Matrix& prediction() const; ///< outputs × those rows
    /// Mean loss of those rows as trials are compared by (task_score.h), each with its weight in the training: of the
    /// network, and of the constant answer that suits them best.
    double rowsLoss() const;
    double constantLoss() const;
    /// Largest squared correlation of an output with its target; 0 for an output that does not move.
    double explained() const;
    double explainedAtFirst() const; ///< the same of the fresh weights: outputs move with the rows before they learn
    /// After 10 epochs and 100 steps its answers are worth no more than the best fixed one, and move with the targets
    /// no more than fresh weights' do. False where it diverged.
    bool hasLearnedNothing() const;
    const std::vector<LayerActivity>& activity() const;
    const std::vector<LayerGradient>& gradients() const;
    /// How far the weights have come from where they began, over their size there; NaN where that is not known.
    double moved() const;

    /// What shows that more can be learned from these rows than this network has learned; empty where nothing does.
    struct Behind {
        std::string by;   ///< with its verb: "ridge regression reaches"
        std::string rows; ///< on which: "validation"
        std::string key;  ///< "accuracy", "r2"
        double other = 0;
        double own = 0;
    };
    /// The five nearest training rows, each row left out itself, on the training rows; a linear model on the validation
    /// rows. Nothing where the lead is below 0.05 or two standard errors, or where finding out would take too long.
    const std::optional<Behind>& behind() const;

    static constexpr Index kRows = 1000;

private:
    struct Known;
    CoachInput m_input;
    std::stop_token m_stop;
    std::unique_ptr<Known> m_known;
};

} // namespace netloom
