// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr int kSpins = 2000; // a few microseconds
// A wait for the helpers that is longer than this, and half the caller's own work, means that one has lost its core.
constexpr auto kLate = std::chrono::microseconds(100);
// Late again within this: the machine is busy, it was not just a window that drew.
constexpr std::chrono::steady_clock::duration kAtOnce = std::chrono::milliseconds(5);
// As long as a scheduler lets another thread have the core, and so long that waiting for it anew costs a few percent.
constexpr std::chrono::steady_clock::duration kShortestPause = std::chrono::milliseconds(2);
constexpr std::chrono::steady_clock::duration kLongestPause = std::chrono::milliseconds(64);

std::uint64_t jobOf(std::uint64_t state)
{
    return state >> 32;
}

std::uint64_t partsOf(std::uint64_t state)
{
    return (state >> 16) & 0xffff;
}

std::uint64_t nextOf(std::uint64_t state)
{
    return state & 0xffff;
}

void relax()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

} // namespace

WorkerPool::WorkerPool(int threads)
{
    for (int i = 1; i < threads; ++i)
        m_helpers.emplace_back([this] { help(); });
}

WorkerPool::~WorkerPool()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quit.store(true);
    }
    m_wake.notify_all();
    for (std::thread& helper : m_helpers)
        helper.join();
}

void WorkerPool::lendsCoreWhile(const std::atomic<bool>& lent)
{
    const bool hasAll = m_helpers.size() + 1 >= std::thread::hardware_concurrency();
    m_lent = hasAll && !m_helpers.empty() ? &lent : nullptr;
}

void WorkerPool::runShared(int parts, Call call, const void* context)
{
    const Clock::time_point start = Clock::now();
    m_done.store(0, std::memory_order_relaxed);
    m_call.store(call, std::memory_order_relaxed);
    m_context.store(context, std::memory_order_relaxed);
    const std::uint64_t job = jobOf(m_state.load(std::memory_order_relaxed)) + 1;
    m_state.store(job << 32 | static_cast<std::uint64_t>(parts) << 16);
    if (m_sleeping.load() > 0) {
        const std::lock_guard lock(m_mutex);
        m_wake.notify_all();
    }
    while (work()) {
    }
    const Clock::time_point ready = Clock::now();
    int spins = 0;
    for (int done = m_done.load(); done != parts; done = m_done.load()) {
        if (++spins < kSpins)
            relax();
        else
            m_done.wait(done); // a helper has lost its core to somebody; now it finds this one free
    }
    if (const Clock::time_point end = Clock::now(); end - ready > (ready - start) / 2 + kLate) {
        const bool again = start - m_aloneUntil < std::max(m_pause, kAtOnce);
        m_pause = !again ? Clock::duration(0) : std::clamp(2 * m_pause, kShortestPause, kLongestPause);
        m_alone = again;
        m_aloneUntil = end + m_pause;
    }
}

bool WorkerPool::work()
{
    std::uint64_t state = m_state.load(std::memory_order_acquire);
    for (;;) {
        if (nextOf(state) >= partsOf(state))
            return false;
        const Call call = m_call.load(std::memory_order_relaxed);
        const void* context = m_context.load(std::memory_order_relaxed);
        if (m_state.compare_exchange_weak(state, state + 1, std::memory_order_acq_rel, std::memory_order_acquire)) {
            call(context, static_cast<int>(nextOf(state)));
            if (m_done.fetch_add(1) + 1 == static_cast<int>(partsOf(state)))
                m_done.notify_one();
            return true;
        }
    }
}

void WorkerPool::help()
{
    int spins = 0;
    while (!m_quit.load(std::memory_order_relaxed)) {
        if (work()) {
            spins = 0;
            continue;
        }
        if (++spins < kSpins) {
            relax();
            continue;
        }
        std::unique_lock lock(m_mutex);
        m_sleeping.fetch_add(1);
        m_wake.wait(lock, [this] {
            const std::uint64_t state = m_state.load();
            return m_quit.load() || nextOf(state) < partsOf(state);
        });
        m_sleeping.fetch_sub(1);
        spins = 0;
    }
}

} // namespace netloom
