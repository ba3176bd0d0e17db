// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/epoch_log.h"
#include "core/training/session.h"
#include "core/training/trainer.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace netloom {

/// The thread of a session, and what it shares with those who ask: what is below `mutex`, and the log and the atomics,
/// which it writes once a batch. Session's own; everybody else uses that.
class TrainingThread
{
public:
    ~TrainingThread() { end(); }

    void end(); ///< stops it and waits for it

    /// Other settings, and what they change in words.
    struct Steering {
        TrainingConfig config;
        std::string mark;
        void setRate(double rate) { config.optimizer.fields.set("learning_rate", rate); }
        void join(Steering newer)
        {
            config = std::move(newer.config);
            mark += (mark.empty() || newer.mark.empty() ? "" : "; ") + newer.mark;
        }
    };
    void run(); ///< the thread itself
    /// The newest state. Called with the lock held, when there is one or the thread has ended.
    Checkpoint newestState();
    double seconds() const; ///< of training, without pauses. Called with the lock held.
    /// Whether `saved` is what a checkpoint would be. Called with the lock held.
    bool hasNewest() const
    {
        const bool leaves =
            !pauseWanted || stepWanted || stopWanted || rateWanted || epochsWanted || wanted || !notesWanted.empty();
        return threadDone || (atRest && !leaves);
    }

    /// What the trainer is made of, on its own thread.
    struct Order {
        NetworkSpec network;
        TrainingConfig config;
        TrainingData data;
        std::optional<Checkpoint> from;
    };
    Order order;
    std::exception_ptr refusal;        ///< why no trainer could be made
    std::atomic<bool> prepared{false}; ///< the log may be read
    std::unique_ptr<Trainer> trainer;  ///< the training thread's while it runs; the caller's after it has ended
    std::optional<Steering> pending;   ///< the training thread's: waits for the next epoch
    std::jthread thread;

    mutable std::mutex mutex;
    std::condition_variable changed;
    std::atomic<bool> attention{false}; ///< something below waits for the training thread
    bool stopWanted = false;
    bool pauseWanted = false;
    bool snapshotWanted = false;
    SnapshotWish wish; ///< of the newest request
    bool checkpointWanted = false;
    bool checkpointTaken = true; ///< whether nobody waits for what requestCheckpoint() asked for
    bool threadDone = true;
    bool atRest = false; ///< paused, and `saved` is the state of the pause
    std::optional<StepGrain> stepWanted;
    Index stepsLeft = 0;
    std::vector<std::pair<HistoryEvent::Kind, std::string>> notesWanted;
    std::optional<double> rateWanted;
    std::optional<Index> epochsWanted;
    std::optional<Steering> wanted;

    SessionState state = SessionState::Idle;
    StopReason reason = StopReason::None;
    std::string message;
    std::string stoppedBy;
    std::shared_ptr<EpochLog> log = std::make_shared<EpochLog>(); ///< another one where the keys are others
    std::shared_ptr<const Snapshot> newest;
    std::uint64_t snapshots = 0;
    std::optional<Checkpoint> saved;
    Index epochs = 0;
    Index batches = 0;
    Index rows = 0;
    Index startEpoch = 0;
    Index startBatch = 0;
    double activeSeconds = 0; ///< before the current stretch of running
    std::chrono::steady_clock::time_point stretch;

    std::atomic<bool> lent{false}; ///< one core, to who looks on
    std::atomic<Index> epoch{0};
    std::atomic<Index> batch{0};
    std::atomic<double> batchLoss{0};
    std::atomic<double> learningRate{0};

private:
    void prepare();
    bool obey(std::unique_lock<std::mutex>& lock);
    void take(Steering steering);
    std::shared_ptr<const Snapshot> makeSnapshot(SharedParameters weights, const SnapshotWish& wished);
};

} // namespace netloom
