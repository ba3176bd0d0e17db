// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/epoch_log.h"

#include <algorithm>

namespace netloom {

void EpochLog::start(const History& history)
{
    m_keys = history.keys;
    m_columns.assign(m_keys.size(), {});
    m_epochs.store(0);
    m_events.clear();
    m_eventCount.store(0);
    append(history);
}

void EpochLog::publish(const History& history)
{
    const std::lock_guard lock(m_columnsMutex);
    m_columns = history.columns;
    m_columns.resize(m_keys.size());
}

void EpochLog::append(const History& history)
{
    const std::size_t epochs = history.epochs();
    const bool published =
        std::equal(history.columns.begin(), history.columns.end(), m_columns.begin(), m_columns.end(),
                   [](const HistoryColumn& own, const HistoryColumn& there) { return own.data() == there.data(); });
    if (!published)
        publish(history);
    if (history.events.size() != m_eventCount.load(std::memory_order_relaxed)) {
        const std::lock_guard lock(m_eventsMutex);
        m_events = history.events;
        m_eventCount.store(m_events.size(), std::memory_order_release);
    }
    m_bestEpoch.store(history.bestEpoch, std::memory_order_relaxed);
    m_epochs.store(epochs, std::memory_order_release);
}

bool EpochLog::update(History& history) const
{
    const std::size_t epochs = m_epochs.load(std::memory_order_acquire);
    const int best = m_bestEpoch.load(std::memory_order_relaxed);
    bool news = history.keys != m_keys || history.epochs() != epochs;
    if (history.keys != m_keys || history.epochs() > epochs) {
        history.keys = m_keys;
        history.events.clear();
    }
    if (history.events.size() != m_eventCount.load(std::memory_order_acquire)) {
        const std::lock_guard lock(m_eventsMutex);
        history.events = m_events;
        news = true;
    }
    if (news) {
        history.columns.resize(m_keys.size());
        const std::lock_guard lock(m_columnsMutex);
        for (std::size_t key = 0; key < m_keys.size(); ++key)
            history.columns[key] = m_columns[key].grownTo(epochs);
    }
    // The best epoch may be newer than the count read above.
    if (best < static_cast<int>(epochs)) {
        news |= best != history.bestEpoch;
        history.bestEpoch = best;
    }
    return news;
}

} // namespace netloom
