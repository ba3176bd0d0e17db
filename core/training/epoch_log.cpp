// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/epoch_log.h"

#include <algorithm>

namespace netloom {

EpochLog::Place EpochLog::place(std::size_t epoch)
{
    std::size_t chunk = 0;
    for (; epoch >= kFirst << chunk; ++chunk)
        epoch -= kFirst << chunk;
    return {chunk, epoch};
}

void EpochLog::start(const History& history)
{
    m_keys = history.keys;
    m_written = 0;
    m_end = 0;
    for (std::unique_ptr<double[]>& chunk : m_chunks)
        chunk.reset(); // of another width, maybe
    m_epochs.store(0);
    m_events.clear();
    m_eventCount.store(0);
    append(history);
}

void EpochLog::addChunk()
{
    m_chunk = place(m_end).chunk;
    if (!m_chunks[m_chunk])
        m_chunks[m_chunk] = std::make_unique<double[]>((kFirst << m_chunk) * m_keys.size());
    m_end += kFirst << m_chunk;
}

void EpochLog::append(const History& history)
{
    const std::size_t keys = m_keys.size();
    const std::size_t epochs = history.epochs();
    for (std::size_t epoch = m_written; epoch < epochs; ++epoch) {
        if (epoch == m_end)
            addChunk();
        double* values = m_chunks[m_chunk].get() + (epoch + (kFirst << m_chunk) - m_end) * keys;
        for (const HistoryColumn& column : history.columns)
            *values++ = column[epoch];
    }
    m_written = epochs;
    if (history.events.size() != m_eventCount.load(std::memory_order_relaxed)) {
        const std::lock_guard lock(m_eventsMutex);
        m_events = history.events;
        m_eventCount.store(m_events.size(), std::memory_order_release);
    }
    m_bestEpoch.store(history.bestEpoch, std::memory_order_relaxed);
    m_epochs.store(epochs, std::memory_order_release);
}

/// Columns of millions of epochs move to a larger place one at a time: all at once would be felt by who looks.
void EpochLog::growOne(History& history)
{
    for (HistoryColumn& column : history.columns)
        if (column.size() > column.capacity() / 4 * 3 && column.size() > kLong) {
            column.reserve(2 * column.capacity());
            return;
        }
}

bool EpochLog::update(History& history) const
{
    const std::size_t epochs = m_epochs.load(std::memory_order_acquire);
    const int best = m_bestEpoch.load(std::memory_order_relaxed);
    bool news = false;
    if (history.keys != m_keys || history.epochs() > epochs) {
        history.keys = m_keys;
        history.columns.assign(m_keys.size(), {});
        history.events.clear();
        news = true;
    }
    if (history.events.size() != m_eventCount.load(std::memory_order_acquire)) {
        const std::lock_guard lock(m_eventsMutex);
        history.events = m_events;
        news = true;
    }
    const std::size_t keys = m_keys.size();
    history.columns.resize(keys);
    const std::size_t first = history.epochs();
    news |= first < epochs;
    growOne(history);
    for (std::size_t epoch = first; epoch < epochs;) {
        const auto [chunk, row] = place(epoch);
        const std::size_t last = std::min((kFirst << chunk) - row, epochs - epoch) + row;
        for (std::size_t key = 0; key < keys; ++key)
            for (std::size_t i = row; i < last; ++i)
                history.columns[key].push_back(m_chunks[chunk][i * keys + key]);
        epoch += last - row;
    }
    // The best epoch may be newer than the count read above.
    if (best < static_cast<int>(epochs)) {
        news |= best != history.bestEpoch;
        history.bestEpoch = best;
    }
    return news;
}

} // namespace netloom
