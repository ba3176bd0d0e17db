// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/types.h"
#include "core/network/network_spec.h"
#include "core/training/checkpoint.h"
#include "core/training/stop_reason.h"
#include "core/training/training_config.h"
#include "core/training/training_data.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace netloom {

enum class SessionState { Idle, Running, Paused, Finished, Stopped, Failed };

enum class StepGrain { Batch, Epoch };

/// One look at the training, cheap to take.
struct Progress {
    SessionState state = SessionState::Idle;
    StopReason reason = StopReason::None;
    std::string stoppedBy; ///< Callback: the type of the one that stopped it
    std::string message;   ///< why it failed or stopped, in a sentence; empty while all is well
    Index epoch = 0;       ///< epochs completed
    Index epochs = 0;      ///< epochs asked for
    Index batch = 0;       ///< batches done in the current epoch
    Index batches = 0;     ///< batches per epoch
    double samplesPerSecond = 0;
    double secondsLeft = -1; ///< negative: not known yet
    double seconds = 0;      ///< time spent training, pauses left out
    double learningRate = 0;
    double batchLoss = 0; ///< loss of the newest batch
};

/// What a snapshot is to carry. What nobody wishes for costs nothing.
struct SnapshotWish {
    bool gradients = false;
    std::vector<std::size_t> layers;       ///< of the network's list, whose outputs for `samples` are wanted
    std::shared_ptr<const Matrix> samples; ///< inputs x samples; null: no outputs
};

/// The network at one moment. Made only when somebody asked.
struct Snapshot {
    Index epoch = 0;
    Index batch = 0;
    std::uint64_t number = 0; ///< grows with every snapshot of a session
    SharedParameters weights;
    SharedParameters gradients;  ///< as Probe::gradients(); none unless wished for
    std::vector<Matrix> outputs; ///< of the layers wished for, units x samples each, without dropout and noise
};

class TrainingThread;

/// One training on its own thread.
///
/// Keeps a timeline of its epochs, which checkpoints carry. The session owns its network; callers share nothing with it
/// but values. All functions may be called from one controlling thread; none waits for more than one batch, except the
/// destructor and wait(). A start ends in exactly one of Finished, Stopped, Failed. No Qt here.
class Session
{
public:
    Session();
    ~Session(); ///< stops and joins; safe while training
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Starts (or goes on from `from`, which must fit the network). Stops a running training first.
    /// @param paused  start in Paused, for step()
    /// @throws Error when the network, settings and data do not fit each other
    void start(const NetworkSpec& network, const TrainingConfig& config, TrainingData data,
               const std::optional<Checkpoint>& from = std::nullopt, bool paused = false);
    /// The same without waiting until everything is made ready: where it does not fit, the training fails with the
    /// words that start() throws.
    void begin(const NetworkSpec& network, const TrainingConfig& config, TrainingData data,
               std::optional<Checkpoint> from = std::nullopt, bool paused = false);
    void pause();
    void resume();
    /// So many batches or ends of an epoch, then Paused; only while Paused.
    void step(StepGrain grain, Index count = 1);
    void stop();                       ///< returns at once; the state follows within a batch
    void wait();                       ///< until Finished, Stopped or Failed (or Paused)
    void setLearningRate(double rate); ///< takes effect with the next batch
    void setEpochs(Index epochs);      ///< takes effect with the next batch
    /// Other settings from the next batch or epoch on (steering.h), on the training thread: nobody waits. Of several
    /// that have not been taken up yet the newest counts. `mark`: what changed, for the history. Settings that fit
    /// neither network nor data end the training with the sentence that says so.
    void steer(TrainingConfig config, std::string mark);
    /// A mark on the curves, at the epochs completed when the training thread hears of it.
    void note(HistoryEvent::Kind kind, std::string text);

    /// The caller needs a core for some milliseconds: of a training on all cores one thread rests until it is given
    /// back, which costs less than being pushed off in the middle of a batch. What is computed does not depend on it.
    void lendCore(bool lent);

    Progress progress() const;
    /// Appends to `history` the epochs it lacks. @returns true when something was added or the best epoch changed
    bool updateHistory(History& history) const;
    /// Asks the training thread for a fresh snapshot; snapshot() returns it soon. After the end the last one stays, as
    /// it was wished for last. A layer that the network does not have is left out.
    void requestSnapshot(SnapshotWish wish = {});
    std::shared_ptr<const Snapshot> snapshot() const; ///< newest, or null
    /// Asks the training thread for its whole state; takeCheckpoint() returns it soon. Immediate when not running.
    void requestCheckpoint();
    /// What was asked for, once; or nothing yet.
    std::optional<Checkpoint> takeCheckpoint();
    /// The whole state; while running this waits for the end of the current batch. Not for the window's thread.
    Checkpoint checkpoint() const;

private:
    std::unique_ptr<TrainingThread> m_thread;
};

} // namespace netloom
