// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/session.h"

#include "core/training/training_thread.h"

#include <utility>

namespace netloom {

Session::Session() : m_thread(std::make_unique<TrainingThread>()) {}

Session::~Session() = default;

void Session::start(const NetworkSpec& network, const TrainingConfig& config, TrainingData data,
                    const std::optional<Checkpoint>& from, bool paused)
{
    m_thread->end();
    std::unique_ptr<TrainingThread> before = std::exchange(m_thread, std::make_unique<TrainingThread>());
    begin(network, config, std::move(data), from, paused);
    TrainingThread& training = *m_thread;
    std::unique_lock lock(training.mutex);
    training.changed.wait(lock, [&] { return training.prepared.load() || training.refusal; });
    if (!training.refusal)
        return;
    const std::exception_ptr refusal = training.refusal;
    lock.unlock();
    m_thread = std::move(before); // what has been trained before is still there
    std::rethrow_exception(refusal);
}

void Session::begin(const NetworkSpec& network, const TrainingConfig& config, TrainingData data,
                    std::optional<Checkpoint> from, bool paused)
{
    m_thread->end();
    m_thread = std::make_unique<TrainingThread>();
    TrainingThread& training = *m_thread;
    training.epochs = config.epochs;
    if (from)
        training.epoch.store(static_cast<Index>(from->history.epochs()));
    training.order = {network, config, std::move(data), std::move(from)};
    training.pauseWanted = paused;
    training.attention.store(paused);
    training.state = SessionState::Running;
    training.stretch = std::chrono::steady_clock::now();
    training.threadDone = false;
    training.thread = std::jthread([&training] { training.run(); });
}

void Session::pause()
{
    const std::lock_guard lock(m_thread->mutex);
    m_thread->pauseWanted = true;
    m_thread->stepWanted.reset();
    m_thread->attention.store(true);
}

void Session::resume()
{
    const std::lock_guard lock(m_thread->mutex);
    m_thread->pauseWanted = false;
    m_thread->stepWanted.reset();
    m_thread->attention.store(true);
    m_thread->changed.notify_all();
}

void Session::step(StepGrain grain, Index count)
{
    const std::lock_guard lock(m_thread->mutex);
    if (!m_thread->pauseWanted)
        return;
    m_thread->stepWanted = grain;
    m_thread->stepsLeft = count;
    m_thread->attention.store(true);
    m_thread->changed.notify_all();
}

void Session::stop()
{
    const std::lock_guard lock(m_thread->mutex);
    m_thread->stopWanted = true;
    m_thread->attention.store(true);
    m_thread->changed.notify_all();
}

void Session::wait()
{
    std::unique_lock lock(m_thread->mutex);
    // A pause counts only while nothing asks the thread to leave it.
    m_thread->changed.wait(lock, [&training = *m_thread] {
        return training.threadDone || (training.state == SessionState::Paused && training.pauseWanted &&
                                       !training.stepWanted && !training.stopWanted);
    });
}

void Session::setLearningRate(double rate)
{
    const std::lock_guard lock(m_thread->mutex);
    m_thread->rateWanted = rate;
    if (m_thread->wanted)
        m_thread->wanted->setRate(rate);
    m_thread->attention.store(true);
    m_thread->changed.notify_all();
}

void Session::setEpochs(Index epochs)
{
    const std::lock_guard lock(m_thread->mutex);
    m_thread->epochsWanted = epochs;
    if (m_thread->wanted)
        m_thread->wanted->config.epochs = epochs;
    m_thread->attention.store(true);
    m_thread->changed.notify_all();
}

void Session::steer(TrainingConfig config, std::string mark)
{
    TrainingThread& training = *m_thread;
    const std::lock_guard lock(training.mutex);
    TrainingThread::Steering steering{std::move(config), std::move(mark)};
    if (training.wanted)
        training.wanted->join(std::move(steering));
    else
        training.wanted = std::move(steering);
    training.attention.store(true);
    training.changed.notify_all();
}

void Session::note(HistoryEvent::Kind kind, std::string text)
{
    const std::lock_guard lock(m_thread->mutex);
    m_thread->notesWanted.emplace_back(kind, std::move(text));
    m_thread->attention.store(true);
    m_thread->changed.notify_all();
}

void Session::lendCore(bool lent)
{
    m_thread->lent.store(lent, std::memory_order_relaxed);
}

Progress Session::progress() const
{
    const TrainingThread& training = *m_thread;
    const std::lock_guard lock(training.mutex);
    Progress p;
    p.state = training.state;
    // A pause that the thread has been asked to leave is over, even if it has not woken up yet.
    if (p.state == SessionState::Paused && (!training.pauseWanted || training.stepWanted || training.stopWanted))
        p.state = SessionState::Running;
    p.reason = training.reason;
    p.message = training.message;
    p.stoppedBy = training.stoppedBy;
    p.epochs = training.epochs;
    p.batches = training.batches;
    p.epoch = training.epoch.load(std::memory_order_relaxed);
    p.batch = training.batch.load(std::memory_order_relaxed);
    p.batchLoss = training.batchLoss.load(std::memory_order_relaxed);
    p.learningRate = training.learningRate.load(std::memory_order_relaxed);
    p.seconds = training.seconds();
    if (training.batches > 0 && p.seconds > 0) {
        const auto perEpoch = static_cast<double>(training.batches);
        const double done = static_cast<double>(p.epoch - training.startEpoch) +
                            static_cast<double>(p.batch - training.startBatch) / perEpoch;
        const double left = static_cast<double>(p.epochs - p.epoch) - static_cast<double>(p.batch) / perEpoch;
        p.samplesPerSecond = done * static_cast<double>(training.rows) / p.seconds;
        if (done > 0 && p.seconds > 0.2)
            p.secondsLeft = p.seconds / done * left;
    }
    return p;
}

bool Session::updateHistory(History& history) const
{
    if (!m_thread->prepared.load(std::memory_order_acquire))
        return false;
    std::shared_ptr<const EpochLog> log;
    {
        const std::lock_guard lock(m_thread->mutex);
        log = m_thread->log;
    }
    return log->update(history);
}

void Session::requestSnapshot(SnapshotWish wish)
{
    const std::lock_guard lock(m_thread->mutex);
    m_thread->wish = std::move(wish);
    if (m_thread->threadDone)
        return; // the last snapshot is the network's final state
    m_thread->snapshotWanted = true;
    m_thread->attention.store(true);
    m_thread->changed.notify_all();
}

std::shared_ptr<const Snapshot> Session::snapshot() const
{
    const std::lock_guard lock(m_thread->mutex);
    return m_thread->newest;
}

void Session::requestCheckpoint()
{
    const std::lock_guard lock(m_thread->mutex);
    m_thread->checkpointTaken = false;
    if (m_thread->hasNewest())
        return;
    m_thread->saved.reset();
    m_thread->checkpointWanted = true;
    m_thread->attention.store(true);
    m_thread->changed.notify_all();
}

std::optional<Checkpoint> Session::takeCheckpoint()
{
    TrainingThread& training = *m_thread;
    const std::lock_guard lock(training.mutex);
    if (training.checkpointTaken || (!training.threadDone && !training.saved))
        return std::nullopt;
    training.checkpointTaken = true;
    return training.newestState();
}

Checkpoint Session::checkpoint() const
{
    TrainingThread& training = *m_thread;
    std::unique_lock lock(training.mutex);
    if (!training.hasNewest()) {
        training.saved.reset();
        training.checkpointWanted = true;
        training.attention.store(true);
        training.changed.notify_all();
        training.changed.wait(lock, [&] { return training.threadDone || training.saved; });
    }
    return training.newestState();
}

} // namespace netloom
