// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history.h"

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

namespace netloom {

/// A history that one thread appends to while others read it; nobody waits for anybody, and no value is copied: who
/// reads shares the memory. A lock per epoch would cost a tiny network, which has epochs of a fraction of a
/// microsecond, much of its speed.
class EpochLog
{
public:
    /// Not while anybody else uses the log.
    void start(const History& history);
    /// The epochs that `history` has and the log lacks. On the one thread, which appends to no other copy of it.
    void append(const History& history);
    /// Appends to `history` the epochs it lacks, or replaces it where it has other keys or more epochs.
    /// @returns true when something was added or the best epoch changed. Any thread.
    bool update(History& history) const;

private:
    void publish(const History& history);

    std::vector<std::string> m_keys;
    mutable std::mutex m_columnsMutex;    ///< they move seldom: each time to twice the room
    std::vector<HistoryColumn> m_columns; ///< share the memory of those that are appended to
    // What is behind the count is not read.
    std::atomic<std::size_t> m_epochs{0};
    std::atomic<int> m_bestEpoch{-1};
    mutable std::mutex m_eventsMutex; ///< they are few
    std::vector<HistoryEvent> m_events;
    std::atomic<std::size_t> m_eventCount{0};
};

} // namespace netloom
