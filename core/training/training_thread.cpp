// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_thread.h"

#include "core/base/flush_denormals.h"
#include "core/network/inference.h"
#include "core/training/steering.h"

#include <algorithm>
#include <new>

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

void TrainingThread::end()
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

double TrainingThread::seconds() const
{
    return activeSeconds + (state == SessionState::Running ? secondsSince(stretch) : 0);
}

/// Called with the lock held. @returns false when training shall end
bool TrainingThread::obey(std::unique_lock<std::mutex>& lock)
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
std::shared_ptr<const Snapshot> TrainingThread::makeSnapshot(SharedParameters weights, const SnapshotWish& wished)
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

Checkpoint TrainingThread::newestState()
{
    if (!saved && trainer) // there was no memory for a copy at the end; the thread has let go of the trainer
        saved = trainer->checkpoint();
    return saved.value_or(Checkpoint{});
}

/// On the training thread, without the lock. @throws Error
void TrainingThread::take(Steering steering)
{
    std::unique_ptr<Trainer> next = steered(*trainer, steering.config, std::move(steering.mark));
    next->lendsCoreWhile(lent);
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
void TrainingThread::prepare()
{
    Order made = std::move(order);
    auto own = std::make_unique<Trainer>(made.network, made.config, made.data, made.from);
    own->recordTimeline(made.from ? std::move(made.from->timeline) : Timeline());
    own->lendsCoreWhile(lent);
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

void TrainingThread::run()
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

} // namespace netloom
