// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace netloom {

/// A fixed set of helper threads for one training. The caller takes part itself.
///
/// run() hands out parts 0 … parts-1; which thread takes a part is not fixed, so a result must not depend on it.
/// Helpers spin a few microseconds between jobs and then sleep: a pool that only spins starves whatever else runs on a
/// small machine. A helper that comes late finds nothing left to do, and where one lost its core with a part in its
/// hands the caller sleeps, so that its own core is free for it. Where that happens again at once the caller works
/// alone for some milliseconds, longer each time: a busy machine falls back to one thread, and a window that draws now
/// and then costs little more than its own work.
class WorkerPool
{
public:
    explicit WorkerPool(int threads); ///< including the caller; 1: no helpers
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    int threads() const { return static_cast<int>(m_helpers.size()) + 1; }
    /// While `lent` is set one thread rests, so that somebody else has a core without pushing off who holds a part;
    /// only where the pool has a thread for every core. It may change at any time and must outlive the pool.
    void lendsCoreWhile(const std::atomic<bool>& lent);
    /// Threads that take part now.
    int atWork() const { return threads() - (m_lent && m_lent->load(std::memory_order_relaxed) ? 1 : 0); }

    /// Calls job(part) for every part; returns when all are done. One caller at a time; allocates nothing.
    template<typename Job>
    void run(int parts, const Job& job)
    {
        if (m_helpers.empty() || parts <= 1 || atWork() == 1 || isAlone()) {
            for (int part = 0; part < parts; ++part)
                job(part);
            return;
        }
        runShared(
            parts, [](const void* context, int part) { (*static_cast<const Job*>(context))(part); }, &job);
    }

private:
    using Call = void (*)(const void*, int);
    using Clock = std::chrono::steady_clock;
    bool isAlone() { return m_alone && (m_alone = Clock::now() < m_aloneUntil); }
    void runShared(int parts, Call call, const void* context);
    void help();
    bool work();

    // Job number, number of parts and next part in one word: a late helper can never take a part of another job.
    std::atomic<std::uint64_t> m_state{0};
    std::atomic<int> m_done{0};
    std::atomic<Call> m_call{nullptr};
    std::atomic<const void*> m_context{nullptr};
    std::atomic<bool> m_quit{false};
    std::atomic<int> m_sleeping{0};
    const std::atomic<bool>* m_lent = nullptr;
    // The caller's own.
    bool m_alone = false; ///< without helpers, for now
    Clock::time_point m_aloneUntil;
    Clock::duration m_pause{0}; ///< how long the last such time was
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<std::thread> m_helpers;
};

} // namespace netloom
