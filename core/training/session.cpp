// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/session.h"

#include "core/base/flush_denormals.h"
#include "core/network/inference.h"
#include "core/training/epoch_log.h"
#include "core/training/steering.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <utility>

namespace netloom {

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kNoMemory =
    "There is not enough memory to go on; what was learned is kept. Close other programs and continue.";

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

const char* wordsOf(const std::exception& error)
{
    return dynamic_cast<const std::bad_alloc*>(&error) ? kNoMemory : error.what();
}

} // namespace

/// Threads share what is below `mutex`, and the log and the atomics, which the training thread writes once a batch.
class Session::Impl
{
public:
    ~Impl() { end(); }

    void end()
    {
        {
            const std::lock_guard lock(mutex);
            stopWanted = true;
            attention.store(true);
        }
        changed.notify_all();
        if (thread.joinable())
            thread.join();
    }

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
    void take(Steering steering);
    void prepare();
    void run();
    bool obey(std::unique_lock<std::mutex>& lock);
    std::shared_ptr<const Snapshot> makeSnapshot(SharedParameters weights, const SnapshotWish& wished);
    Checkpoint newestState();
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
    Clock::time_point stretch;

    std::atomic<Index> epoch{0};
    std::atomic<Index> batch{0};
    std::atomic<double> batchLoss{0};
    std::atomic<double> learningRate{0};
};

/// Called with the lock held. @returns false when training shall end
bool Session::Impl::obey(std::unique_lock<std::mutex>& lock)
{
    for (;;) {
        attention.store(false);
        if (rateWanted) {
            const double rate = *std::exchange(rateWanted, std::nullopt);
            if (pending)
                pending->setRate(rate);
            trainer->setLearningRate(rate);
            atRest = false;
        }
        for (auto& [kind, text] : std::exchange(notesWanted, {})) {
            trainer->note(kind, std::move(text));
            log->append(trainer->history());
            atRest = false;
        }
        if (epochsWanted) {
            atRest = false;
            const Index count = *std::exchange(epochsWanted, std::nullopt);
            if (pending)
                pending->config.epochs = count;
            trainer->setEpochs(count);
            epochs = trainer->epochs();
        }
        if (wanted) {
            if (!pending)
                pending.emplace(*std::exchange(wanted, std::nullopt));
            else
                pending->join(*std::exchange(wanted, std::nullopt));
        }
        if (pending && !trainer->done() &&
            (trainer->batch() == 0 || fitsBegunEpoch(trainer->config(), pending->config))) {
            lock.unlock();
            take(*std::exchange(pending, std::nullopt));
            lock.lock();
            continue;
        }
        const bool wantsSnapshot = std::exchange(snapshotWanted, false);
        const SnapshotWish wished = wish;
        const bool wantsCheckpoint = std::exchange(checkpointWanted, false);
        if (wantsSnapshot || wantsCheckpoint) {
            // Copies take time; who asks for a look meanwhile must not wait for them.
            lock.unlock();
            std::optional<Checkpoint> checkpoint;
            if (wantsCheckpoint)
                checkpoint = trainer->checkpoint();
            std::shared_ptr<const Snapshot> snapshot;
            if (wantsSnapshot)
                snapshot =
                    makeSnapshot(checkpoint ? checkpoint->weights : SharedParameters(trainer->weights()), wished);
            lock.lock();
            if (wantsSnapshot)
                newest = std::move(snapshot);
            if (wantsCheckpoint) {
                saved = std::move(checkpoint);
                changed.notify_all();
            }
            continue;
        }
        if (stopWanted)
            return false;
        if (!pauseWanted) {
            if (state == SessionState::Paused) {
                state = SessionState::Running;
                stretch = Clock::now();
            }
            atRest = false;
            return true;
        }
        if (stepWanted) {
            if (state == SessionState::Paused)
                stretch = Clock::now();
            state = SessionState::Running;
            atRest = false;
            return true;
        }
        if (state == SessionState::Running) {
            activeSeconds += secondsSince(stretch);
            stretch = Clock::now();
            // Made before the pause is announced: whoever sees it finds both.
            lock.unlock();
            Checkpoint checkpoint = trainer->checkpoint();
            std::shared_ptr<const Snapshot> snapshot = makeSnapshot(checkpoint.weights, wished);
            lock.lock();
            newest = std::move(snapshot);
            saved = std::move(checkpoint);
            atRest = true;
            state = SessionState::Paused;
            changed.notify_all();
            continue;
        }
        changed.wait(lock, [&] { return attention.load(); });
    }
}

/// Called without the lock.
std::shared_ptr<const Snapshot> Session::Impl::makeSnapshot(SharedParameters weights, const SnapshotWish& wished)
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->epoch = trainer->epoch();
    snapshot->batch = trainer->batch();
    snapshot->number = ++snapshots;
    if (wished.gradients)
        snapshot->gradients = trainer->gradients(weights);
    if (wished.samples && wished.samples->cols() > 0 && wished.samples->rows() == trainer->inputs()) {
        const NetworkSpec& spec = trainer->network();
        Inference inference(spec, weights, trainer->inputs(), std::min(wished.samples->cols(), Inference::kBatch));
        for (const std::size_t layer : wished.layers)
            if (layer < spec.layers.size())
                snapshot->outputs.push_back(inference.output(layer, *wished.samples));
    }
    snapshot->weights = std::move(weights);
    return snapshot;
}

/// The newest state. Called with the lock held, when there is one or the thread has ended.
Checkpoint Session::Impl::newestState()
{
    if (!saved && trainer) // there was no memory for a copy at the end; the thread has let go of the trainer
        saved = trainer->checkpoint();
    return saved.value_or(Checkpoint{});
}

/// On the training thread, without the lock. @throws Error
void Session::Impl::take(Steering steering)
{
    std::unique_ptr<Trainer> next = steered(*trainer, steering.config, std::move(steering.mark));
    std::shared_ptr<EpochLog> other;
    if (next->history().keys != trainer->history().keys) {
        other = std::make_shared<EpochLog>();
        other->start(next->history());
    }
    const std::lock_guard lock(mutex);
    trainer = std::move(next);
    if (other)
        log = std::move(other);
    else
        log->append(trainer->history());
    epochs = trainer->epochs();
    batches = trainer->batches();
    batch.store(trainer->batch(), std::memory_order_relaxed);
    atRest = false;
}

/// Makes the trainer. @throws Error
void Session::Impl::prepare()
{
    Order made = std::move(order);
    auto own = std::make_unique<Trainer>(made.network, made.config, made.data, made.from);
    own->recordTimeline(made.from ? std::move(made.from->timeline) : Timeline());
    log->start(own->history());
    const std::lock_guard lock(mutex);
    trainer = std::move(own);
    epochs = trainer->epochs();
    batches = trainer->batches();
    rows = trainer->rows();
    startEpoch = trainer->epoch();
    startBatch = trainer->batch();
    epoch.store(startEpoch);
    batch.store(startBatch);
    learningRate.store(trainer->learningRate());
    prepared.store(true, std::memory_order_release);
    changed.notify_all();
}

void Session::Impl::run()
{
    const FlushDenormals flush;
    try {
        prepare();
    } catch (const std::exception& error) {
        const std::lock_guard lock(mutex);
        refusal = std::current_exception();
        state = SessionState::Failed;
        reason = StopReason::Failure;
        message = wordsOf(error);
        threadDone = true;
        changed.notify_all();
        return;
    }
    SessionState last = SessionState::Finished;
    StopReason why = StopReason::None;
    std::string words;
    words.reserve(std::char_traits<char>::length(kNoMemory)); // when it is needed there may be none
    bool stepping = false;
    {
        const std::lock_guard lock(mutex);
        stretch = Clock::now(); // what it took to start a thread is not training
    }
    try {
        for (;;) {
            if (attention.load(std::memory_order_relaxed)) {
                std::unique_lock lock(mutex);
                if (!obey(lock)) {
                    last = SessionState::Stopped;
                    why = StopReason::StopRequested;
                    break;
                }
                stepping = stepWanted.has_value();
            }
            const Trainer::Event event = trainer->step();
            batchLoss.store(trainer->batchLoss(), std::memory_order_relaxed);
            learningRate.store(trainer->learningRate(), std::memory_order_relaxed);
            batch.store(trainer->batch(), std::memory_order_relaxed);
            epoch.store(trainer->epoch(), std::memory_order_relaxed);
            if (event != Trainer::Event::Batch)
                log->append(trainer->history());
            if (pending && event == Trainer::Event::Epoch)
                attention.store(true);
            if (event == Trainer::Event::Done) {
                why = trainer->reason();
                words = trainer->message();
                last = why == StopReason::NotFinite ? SessionState::Failed : SessionState::Finished;
                break;
            }
            if (stepping) {
                const std::lock_guard lock(mutex);
                if ((stepWanted == StepGrain::Batch || event == Trainer::Event::Epoch) && --stepsLeft <= 0) {
                    stepWanted.reset();
                    attention.store(true);
                }
            }
        }
    } catch (const std::exception& error) {
        last = SessionState::Failed;
        why = StopReason::Failure;
        words = wordsOf(error);
    }
    const Clock::time_point end = Clock::now();
    SnapshotWish wished;
    {
        const std::lock_guard lock(mutex);
        wished = wish;
    }
    std::shared_ptr<const Snapshot> snapshot;
    std::optional<Checkpoint> checkpoint;
    try {
        checkpoint = trainer->checkpoint();
        snapshot = makeSnapshot(checkpoint->weights, wished);
    } catch (const std::exception& error) {
        last = SessionState::Failed; // no memory for a copy; the trainer still has the weights
        why = StopReason::Failure;
        words = wordsOf(error);
    }
    const std::lock_guard lock(mutex);
    if (state == SessionState::Running)
        activeSeconds += std::chrono::duration<double>(end - stretch).count();
    if (snapshot)
        newest = std::move(snapshot);
    saved = std::move(checkpoint);
    state = last;
    reason = why;
    if (why == StopReason::Callback)
        stoppedBy = trainer->stoppedBy();
    message = std::move(words);
    threadDone = true;
    changed.notify_all();
}

Session::Session() : m_impl(std::make_unique<Impl>()) {}

Session::~Session() = default;

void Session::start(const NetworkSpec& network, const TrainingConfig& config, TrainingData data,
                    const std::optional<Checkpoint>& from, bool paused)
{
    m_impl->end();
    std::unique_ptr<Impl> before = std::exchange(m_impl, std::make_unique<Impl>());
    begin(network, config, std::move(data), from, paused);
    Impl& impl = *m_impl;
    std::unique_lock lock(impl.mutex);
    impl.changed.wait(lock, [&] { return impl.prepared.load() || impl.refusal; });
    if (!impl.refusal)
        return;
    const std::exception_ptr refusal = impl.refusal;
    lock.unlock();
    m_impl = std::move(before); // what has been trained before is still there
    std::rethrow_exception(refusal);
}

void Session::begin(const NetworkSpec& network, const TrainingConfig& config, TrainingData data,
                    std::optional<Checkpoint> from, bool paused)
{
    m_impl->end();
    m_impl = std::make_unique<Impl>();
    Impl& impl = *m_impl;
    impl.epochs = config.epochs;
    if (from)
        impl.epoch.store(static_cast<Index>(from->history.epochs()));
    impl.order = {network, config, std::move(data), std::move(from)};
    impl.pauseWanted = paused;
    impl.attention.store(paused);
    impl.state = SessionState::Running;
    impl.stretch = Clock::now();
    impl.threadDone = false;
    impl.thread = std::jthread([&impl] { impl.run(); });
}

void Session::pause()
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->pauseWanted = true;
    m_impl->stepWanted.reset();
    m_impl->attention.store(true);
}

void Session::resume()
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->pauseWanted = false;
    m_impl->stepWanted.reset();
    m_impl->attention.store(true);
    m_impl->changed.notify_all();
}

void Session::step(StepGrain grain, Index count)
{
    const std::lock_guard lock(m_impl->mutex);
    if (!m_impl->pauseWanted)
        return;
    m_impl->stepWanted = grain;
    m_impl->stepsLeft = count;
    m_impl->attention.store(true);
    m_impl->changed.notify_all();
}

void Session::stop()
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->stopWanted = true;
    m_impl->attention.store(true);
    m_impl->changed.notify_all();
}

void Session::wait()
{
    std::unique_lock lock(m_impl->mutex);
    // A pause counts only while nothing asks the thread to leave it.
    m_impl->changed.wait(lock, [&impl = *m_impl] {
        return impl.threadDone ||
               (impl.state == SessionState::Paused && impl.pauseWanted && !impl.stepWanted && !impl.stopWanted);
    });
}

void Session::setLearningRate(double rate)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->rateWanted = rate;
    if (m_impl->wanted)
        m_impl->wanted->setRate(rate);
    m_impl->attention.store(true);
    m_impl->changed.notify_all();
}

void Session::setEpochs(Index epochs)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->epochsWanted = epochs;
    if (m_impl->wanted)
        m_impl->wanted->config.epochs = epochs;
    m_impl->attention.store(true);
    m_impl->changed.notify_all();
}

void Session::steer(TrainingConfig config, std::string mark)
{
    Impl& impl = *m_impl;
    const std::lock_guard lock(impl.mutex);
    Impl::Steering steering{std::move(config), std::move(mark)};
    if (impl.wanted)
        impl.wanted->join(std::move(steering));
    else
        impl.wanted = std::move(steering);
    impl.attention.store(true);
    impl.changed.notify_all();
}

void Session::note(HistoryEvent::Kind kind, std::string text)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->notesWanted.emplace_back(kind, std::move(text));
    m_impl->attention.store(true);
    m_impl->changed.notify_all();
}

Progress Session::progress() const
{
    const Impl& impl = *m_impl;
    const std::lock_guard lock(impl.mutex);
    Progress p;
    p.state = impl.state;
    // A pause that the thread has been asked to leave is over, even if it has not woken up yet.
    if (p.state == SessionState::Paused && (!impl.pauseWanted || impl.stepWanted || impl.stopWanted))
        p.state = SessionState::Running;
    p.reason = impl.reason;
    p.message = impl.message;
    p.stoppedBy = impl.stoppedBy;
    p.epochs = impl.epochs;
    p.batches = impl.batches;
    p.epoch = impl.epoch.load(std::memory_order_relaxed);
    p.batch = impl.batch.load(std::memory_order_relaxed);
    p.batchLoss = impl.batchLoss.load(std::memory_order_relaxed);
    p.learningRate = impl.learningRate.load(std::memory_order_relaxed);
    p.seconds = impl.activeSeconds + (impl.state == SessionState::Running ? secondsSince(impl.stretch) : 0);
    if (impl.batches > 0 && p.seconds > 0) {
        const auto perEpoch = static_cast<double>(impl.batches);
        const double done =
            static_cast<double>(p.epoch - impl.startEpoch) + static_cast<double>(p.batch - impl.startBatch) / perEpoch;
        const double left = static_cast<double>(p.epochs - p.epoch) - static_cast<double>(p.batch) / perEpoch;
        p.samplesPerSecond = done * static_cast<double>(impl.rows) / p.seconds;
        if (done > 0 && p.seconds > 0.2)
            p.secondsLeft = p.seconds / done * left;
    }
    return p;
}

bool Session::updateHistory(History& history) const
{
    if (!m_impl->prepared.load(std::memory_order_acquire))
        return false;
    std::shared_ptr<const EpochLog> log;
    {
        const std::lock_guard lock(m_impl->mutex);
        log = m_impl->log;
    }
    return log->update(history);
}

void Session::requestSnapshot(SnapshotWish wish)
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->wish = std::move(wish);
    if (m_impl->threadDone)
        return; // the last snapshot is the network's final state
    m_impl->snapshotWanted = true;
    m_impl->attention.store(true);
    m_impl->changed.notify_all();
}

std::shared_ptr<const Snapshot> Session::snapshot() const
{
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->newest;
}

void Session::requestCheckpoint()
{
    const std::lock_guard lock(m_impl->mutex);
    m_impl->checkpointTaken = false;
    if (m_impl->hasNewest())
        return;
    m_impl->saved.reset();
    m_impl->checkpointWanted = true;
    m_impl->attention.store(true);
    m_impl->changed.notify_all();
}

std::optional<Checkpoint> Session::takeCheckpoint()
{
    Impl& impl = *m_impl;
    const std::lock_guard lock(impl.mutex);
    if (impl.checkpointTaken || (!impl.threadDone && !impl.saved))
        return std::nullopt;
    impl.checkpointTaken = true;
    return impl.newestState();
}

Checkpoint Session::checkpoint() const
{
    Impl& impl = *m_impl;
    std::unique_lock lock(impl.mutex);
    if (!impl.hasNewest()) {
        impl.saved.reset();
        impl.checkpointWanted = true;
        impl.attention.store(true);
        impl.changed.notify_all();
        impl.changed.wait(lock, [&] { return impl.threadDone || impl.saved; });
    }
    return impl.newestState();
}

} // namespace netloom
