// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/parallel.h"
#include "core/base/row_shares.h"
#include "core/callbacks/callback.h"
#include "core/metrics/metric.h"
#include "core/network/network.h"
#include "core/training/batches.h"
#include "core/training/checkpoint.h"
#include "core/training/objective.h"
#include "core/training/probe.h"
#include "core/training/stop_reason.h"
#include "core/training/timeline_recorder.h"
#include "core/training/training_config.h"
#include "core/training/training_data.h"
#include "core/training/weight_update.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace netloom {

/// Keras's fit(), one batch at a time. Used by one thread.
///
/// Meaning (order of updates, last partial batch, epoch loss weighted by rows, validation after the epoch …):
/// keras/src/trainers/trainer.py, keras/src/backend/tensorflow/trainer.py. Everything random depends on seed, epoch and
/// iteration only, so a checkpoint from any batch goes on with the same bits.
class Trainer
{
public:
    /// @throws Error where network, settings and data do not fit
    Trainer(const NetworkSpec& network, const TrainingConfig& config, const TrainingData& data,
            const std::optional<Checkpoint>& from);

    enum class Event { Batch, Epoch, Done };
    /// Trains on one batch; after the last batch of an epoch also validates and asks the callbacks. Does nothing once
    /// Done.
    Event step();

    bool done() const { return m_reason != StopReason::None; }
    StopReason reason() const { return m_reason; }
    /// Callback: the type of the one that stopped it.
    const std::string& stoppedBy() const { return m_stoppedBy; }
    const std::string& message() const { return m_message; } ///< why it stopped early, in a sentence
    Index epoch() const { return m_epoch; }                  ///< epochs completed
    Index epochs() const { return m_config.epochs; }
    Index batch() const { return m_batch; } ///< batches done in this epoch
    Index batches() const { return m_batches.perEpoch(); }
    Index rows() const { return m_rows; } ///< of the training part
    Index inputs() const { return m_network.inputs(); }
    const NetworkSpec& network() const { return m_spec; }
    const TrainingConfig& config() const { return m_config; }
    const TrainingData& data() const { return m_data; }
    double batchLoss() const { return m_batchLoss; }
    double learningRate() const { return m_usedRate; }
    const History& history() const { return m_history; }

    void setLearningRate(double rate)
    {
        m_baseRate = rate;
        m_config.optimizer.fields.set("learning_rate", rate);
    }
    void setEpochs(Index epochs);
    /// Keeps the weights of epochs from now on, beside the frames there are; checkpoints carry them. What is computed
    /// does not depend on it.
    void recordTimeline(Timeline before);
    /// As WorkerPool::lendsCoreWhile(). What is computed does not depend on it.
    void lendsCoreWhile(const std::atomic<bool>& lent) { m_pool.lendsCoreWhile(lent); }
    /// A mark in the history.
    void note(HistoryEvent::Kind kind, std::string text);

    Checkpoint checkpoint() const;
    ParameterSet weights() const { return m_network.parameters(); }
    /// Gradients with these weights, without touching the training (probe.h).
    ParameterSet gradients(const ParameterSet& weights);

private:
    struct NamedMetric {
        std::string key;
        std::unique_ptr<Metric> metric;
    };
    void makeMetrics();
    void restore(const Checkpoint& from);
    void startEpoch();
    RowShares shares(Index count) const;
    void passShare(Index place, Index count, Index batch);
    void finishEpoch();
    /// Mean loss of those rows with these weights each; null: all 1. `metrics`: measured too.
    double measure(const Dataset& data, const Scalar* weights, bool metrics);
    void measureEpoch(std::vector<double>& row);
    void askCallbacks();
    void keepBest(std::optional<bool> watchedBest);
    void diverged(const std::string& what, Index batch);
    int worstLayer(Index batch) const;
    void keepGood();
    void recordEpoch();
    struct NamedBest { ///< best weights that several frames share
        const AlignedBlock* block = nullptr;
        SharedParameters weights;
    };
    TimelineFrame frameOf(const TimelineRecorder::Moment& moment, NamedBest& best) const;
    ParameterSet namedSlots(const std::vector<AlignedBlock>& blocks) const;
    FieldValues counters(Index epoch, Index batch, std::int64_t iteration, double rate) const;

    TrainingConfig m_config;
    NetworkSpec m_spec;
    TrainingData m_data;
    std::unique_ptr<Probe> m_probe; ///< null until asked for
    Network m_network;
    Passes& m_passes;
    Objective m_objective;
    Batches m_batches;
    WeightUpdate m_update;
    WorkerPool m_pool;
    bool m_shared = false; ///< whether a step is work enough for more than one thread
    std::vector<NamedMetric> m_metrics;
    struct NamedCallback {
        const CallbackInfo* info;
        std::unique_ptr<Callback> callback;
    };
    std::vector<NamedCallback> m_callbacks; ///< those that are switched on
    Index m_rows = 0;
    Index m_epoch = 0;
    Index m_batch = 0;
    std::int64_t m_iteration = 0;
    double m_baseRate = 0; ///< before the schedule; plateau and user change it
    double m_usedRate = 0;
    double m_batchLoss = 0;
    double m_lossSum = 0; ///< sum over the epoch's batches of loss × rows
    Vector m_rowWeights;  ///< of the training rows, where their loss is measured after the epoch; empty: all 1
    History m_history;
    std::vector<double> m_row; ///< of the history, while it is made
    std::size_t m_watched = 0; ///< column that tells the best epoch
    AlignedBlock m_best;
    bool m_hasBest = false;
    struct Good { ///< what a diverged training goes back to
        AlignedBlock weights;
        std::vector<AlignedBlock> moments; ///< the optimizer's slots
        std::int64_t iteration = 0;
    };
    Good m_good;
    mutable TimelineRecorder m_recorder; ///< makes frames of what it has when a checkpoint is made
    bool m_recording = false;
    StopReason m_reason = StopReason::None;
    std::string m_message;
    std::string m_stoppedBy;
};

} // namespace netloom
