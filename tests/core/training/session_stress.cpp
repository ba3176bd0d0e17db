// SPDX-License-Identifier: GPL-3.0-or-later
// Random sequences of a training's controls, from a seed. Every state seen on the way must keep the promises of
// session.h. Without Qt, so that a thread sanitizer sees nothing but our own threads.
//
// session_stress [--sequences N] [--seed S] [--only K]
#include "core/base/rng.h"
#include "core/training/session.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

using namespace netloom;

namespace {

std::uint64_t sequenceNumber = 0;
std::string trail; ///< what the sequence has done so far

void check(bool good, const char* promise)
{
    if (good)
        return;
    std::fprintf(stderr, "sequence %llu: %s\n  after: %s\n", static_cast<unsigned long long>(sequenceNumber), promise,
                 trail.c_str());
    std::exit(1);
}

bool ended(SessionState state)
{
    return state == SessionState::Finished || state == SessionState::Stopped || state == SessionState::Failed;
}

std::shared_ptr<const Dataset> data(Rng& rng, Index features, Index rows)
{
    auto set = std::make_shared<Dataset>();
    set->x.resize(features, rows);
    set->y.resize(1, rows);
    for (Index i = 0; i < set->x.size(); ++i)
        set->x(i) = static_cast<Scalar>(rng.uniform(-1, 1));
    for (Index j = 0; j < rows; ++j)
        set->y(j) = set->x(0, j) > 0 ? 1 : 0;
    return set;
}

/// One session and what is known about it.
class Sequence
{
public:
    explicit Sequence(Rng& rng) : m_rng(rng) { make(); }

    void act()
    {
        switch (m_rng.below(14)) {
        case 0:
        case 13:
            return start();
        case 1:
            say("pause");
            m_session->pause();
            return;
        case 2:
            say("resume");
            m_session->resume();
            return;
        case 3:
        case 4:
            return step();
        case 5:
            say("stop");
            m_session->stop();
            if (m_started && m_rng.below(2) == 0)
                waitForEnd();
            return;
        case 6:
            return snapshot();
        case 7:
            return checkpoint();
        case 8:
            say("rate");
            m_session->setLearningRate(m_rng.below(8) == 0 ? 1e30 : m_rng.uniform(0, 0.1));
            return;
        case 9:
            say("epochs");
            m_session->setEpochs(static_cast<Index>(1 + m_rng.below(6)));
            return;
        case 10:
            say("destroy");
            m_session.reset();
            make();
            return;
        case 11:
            std::this_thread::sleep_for(std::chrono::microseconds(m_rng.below(200)));
            return;
        default:
            return look();
        }
    }

    void finish()
    {
        look();
        if (m_started && m_rng.below(2) == 0) {
            say("last stop");
            m_session->stop();
            waitForEnd();
        }
        say("end");
        m_session.reset();
    }

private:
    void say(const std::string& what) { trail += what + " "; }

    void make()
    {
        m_session = std::make_unique<Session>();
        m_started = false;
        m_history = {};
        check(m_session->progress().state == SessionState::Idle, "a new session is idle");
        check(m_session->checkpoint().empty(), "a new session has no checkpoint");
    }

    void start()
    {
        const bool large = m_rng.below(60) == 0; // enough work for a batch to be shared between threads
        const Index width = large ? 96 : 3;
        const Index rows = large ? 256 : static_cast<Index>(20 + m_rng.below(40));
        NetworkSpec network;
        network.layers = {
            {"dense", "h1", {{"units", std::int64_t(large ? 128 : 4)}, {"activation", std::string("tanh")}}},
            {"dropout", "drop1", {{"rate", 0.25}}},
            {"dense", "out", {{"units", std::int64_t(1)}, {"activation", std::string("sigmoid")}}}};
        TrainingConfig config;
        config.epochs = large ? 2 : static_cast<Index>(1 + m_rng.below(8));
        config.batchSize = large ? 128 : static_cast<Index>(4 + m_rng.below(16));
        config.seed = m_rng.next();
        config.threads = static_cast<Index>(1 + m_rng.below(4));
        config.metrics = {{"accuracy", {}}, {"f1_score", {}}};
        if (m_rng.below(2) == 0)
            config.enableCallback("early_stopping", {{"patience", std::int64_t(1)}});
        if (m_rng.below(2) == 0)
            config.enableCallback("reduce_lr_on_plateau");
        TrainingData set{data(m_rng, width, rows), m_rng.below(2) == 0 ? data(m_rng, width, 16) : nullptr};
        std::optional<Checkpoint> from;
        if (!large && !m_saved.empty() && m_rng.below(2) == 0)
            from = m_saved;
        const bool paused = m_rng.below(3) == 0;
        say(std::string("start") + (paused ? "-paused" : "") + (from ? "-from" : ""));
        m_session->start(network, config, set, from, paused);
        m_started = true;
        m_large = large;
        m_history = {};
        m_snapshot = 0;
        if (paused) {
            m_session->wait();
            const Progress p = m_session->progress();
            check(p.state == SessionState::Paused, "a session started in pause waits in pause");
        }
        look();
    }

    void step()
    {
        if (!m_started)
            return m_session->step(StepGrain::Batch);
        say("step");
        m_session->pause();
        m_session->wait();
        const Progress before = m_session->progress();
        check(before.state == SessionState::Paused || ended(before.state), "wait() after pause() ends in a rest");
        const StepGrain grain = m_rng.below(4) == 0 ? StepGrain::Epoch : StepGrain::Batch;
        m_session->step(grain);
        m_session->wait();
        const Progress after = m_session->progress();
        check(after.state == SessionState::Paused || ended(after.state), "wait() after step() ends in a rest");
        if (ended(before.state))
            check(after.state == before.state && after.batch == before.batch, "an ended session does not move");
        else if (after.state == SessionState::Paused && grain == StepGrain::Batch)
            check(place(after) == place(before) + 1, "a step is one batch");
        else if (after.state == SessionState::Paused)
            check(after.epoch == before.epoch + 1 && after.batch == 0, "a step of an epoch ends at its end");
        look();
    }

    void snapshot()
    {
        say("snapshot");
        SnapshotWish wish;
        wish.gradients = m_rng.below(4) == 0;
        m_session->requestSnapshot(std::move(wish));
        const bool atEnd = ended(m_session->progress().state); // asked first: the session may end between the two calls
        if (const auto newest = m_session->snapshot()) {
            check(newest->number >= m_snapshot, "snapshots are numbered in order");
            m_snapshot = newest->number;
            for (const NamedTensor& tensor : newest->weights)
                for (const Scalar value : tensor.values)
                    check(std::isfinite(value), "weights of a snapshot are finite");
        } else {
            check(!atEnd, "an ended session has a snapshot");
        }
    }

    void checkpoint()
    {
        say("checkpoint");
        m_session->requestCheckpoint();
        if (const auto early = m_session->takeCheckpoint())
            check(!early->empty() == m_started, "what is taken early is whole");
        Checkpoint saved = m_session->checkpoint();
        check(saved.empty() != m_started, "a started session has a checkpoint");
        if (saved.empty())
            return;
        check(saved.counters.integer("epoch") == static_cast<Index>(saved.history.epochs()),
              "a checkpoint's history is as long as its epochs");
        if (!m_large)
            m_saved = std::move(saved);
    }

    void look()
    {
        const Progress p = m_session->progress();
        if (!m_started) {
            check(p.state == SessionState::Idle, "a session that was not started is idle");
            return;
        }
        check(p.state != SessionState::Idle, "a started session is not idle");
        check(p.seconds >= 0 && p.samplesPerSecond >= 0, "times are not negative");
        check(p.batches > 0 && p.batch >= 0 && p.batch <= p.batches, "the batch is one of the epoch's");
        check((p.state == SessionState::Failed) == (p.reason == StopReason::NotFinite), "only divergence fails");
        check(p.state != SessionState::Failed || !p.message.empty(), "a failure has a message");
        check(ended(p.state) == (p.reason != StopReason::None), "an end has a reason, and nothing else has");
        m_session->updateHistory(m_history);
        for (const auto& column : m_history.columns)
            check(column.size() == m_history.epochs(), "columns of the history are equally long");
        check(m_history.bestEpoch < static_cast<int>(m_history.epochs()), "the best epoch is one of the history's");
    }

    void waitForEnd()
    {
        m_session->wait();
        check(ended(m_session->progress().state), "a stopped session ends");
        const Progress first = m_session->progress();
        m_session->resume();
        m_session->pause();
        m_session->step(StepGrain::Batch);
        m_session->wait();
        const Progress second = m_session->progress();
        check(first.state == second.state && first.reason == second.reason && place(first) == place(second),
              "an end is final");
        check(m_session->snapshot() != nullptr, "an ended session has a snapshot");
        look();
    }

    static Index place(const Progress& p) { return p.epoch * p.batches + p.batch; }

    Rng& m_rng;
    std::unique_ptr<Session> m_session;
    Checkpoint m_saved;
    History m_history;
    std::uint64_t m_snapshot = 0;
    bool m_started = false;
    bool m_large = false;
};

std::uint64_t argument(int argc, char** argv, std::string_view name, std::uint64_t initial)
{
    for (int i = 1; i + 1 < argc; ++i)
        if (argv[i] == name) {
            const std::string_view text = argv[i + 1];
            std::uint64_t value = initial;
            std::from_chars(text.data(), text.data() + text.size(), value);
            return value;
        }
    return initial;
}

} // namespace

int main(int argc, char** argv)
{
    const std::uint64_t sequences = argument(argc, argv, "--sequences", 200);
    const std::uint64_t seed = argument(argc, argv, "--seed", 1);
    const std::uint64_t only = argument(argc, argv, "--only", sequences);
    for (std::uint64_t i = 0; i < sequences; ++i) {
        if (only < sequences && i != only)
            continue;
        sequenceNumber = i;
        trail.clear();
        Rng rng(seed, "sequence/" + std::to_string(i));
        Sequence sequence(rng);
        for (std::uint64_t actions = 3 + rng.below(25); actions > 0; --actions)
            sequence.act();
        sequence.finish();
    }
    std::printf("%llu sequences from seed %llu\n", static_cast<unsigned long long>(sequences),
                static_cast<unsigned long long>(seed));
    return 0;
}
