// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/history.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>

namespace netloom {

/// A history that one thread appends to while others read it; nobody waits for anybody. A lock per epoch would cost a
/// tiny network, which has epochs of a fraction of a microsecond, much of its speed.
class EpochLog
{
public:
    /// Not while anybody else uses the log.
    void start(const History& history);
    /// The epochs that `history` has and the log lacks. On the one thread.
    void append(const History& history);
    /// Appends to `history` the epochs it lacks, or replaces it where it has other keys or more epochs.
    /// @returns true when something was added or the best epoch changed. Any thread.
    bool update(History& history) const;

private:
    static constexpr std::size_t kFirst = 256; ///< epochs of the first chunk; each is twice as long as the one before
    static constexpr std::size_t kChunks = 40;
    static constexpr std::size_t kLong = 100'000; ///< epochs of a column that takes a while to move

    /// Where an epoch is: chunk, and row in it.
    struct Place {
        std::size_t chunk;
        std::size_t row;
    };
    static Place place(std::size_t epoch);
    void addChunk();
    static void growOne(History& history);

    std::vector<std::string> m_keys;
    std::size_t m_written = 0;
    std::size_t m_chunk = 0; ///< that is written
    std::size_t m_end = 0;   ///< epochs that fit into the chunks so far
    // A chunk is there before the count says that it holds an epoch, and stays where it is.
    std::array<std::unique_ptr<double[]>, kChunks> m_chunks;
    std::atomic<std::size_t> m_epochs{0};
    std::atomic<int> m_bestEpoch{-1};
    mutable std::mutex m_eventsMutex; ///< they are few
    std::vector<HistoryEvent> m_events;
    std::atomic<std::size_t> m_eventCount{0};
};

} // namespace netloom
