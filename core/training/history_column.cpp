// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/history_column.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr std::size_t kClaim = 64; ///< epochs: a locked step for each would cost a tiny network's training some percent

} // namespace

HistoryColumn::HistoryColumn(std::span<const double> values)
{
    if (values.empty())
        return;
    m_memory = std::make_shared<Memory>(values.size());
    std::copy(values.begin(), values.end(), m_memory->values.get());
    m_memory->claimed.store(values.size(), std::memory_order_relaxed);
    m_size = values.size();
}

HistoryColumn& HistoryColumn::operator=(HistoryColumn&& other) noexcept
{
    if (this == &other)
        return *this;
    release();
    m_memory = std::move(other.m_memory);
    m_size = std::exchange(other.m_size, 0);
    m_claimed = std::exchange(other.m_claimed, 0);
    return *this;
}

/// A copy of the same length may go on in this one's place.
void HistoryColumn::release()
{
    if (m_claimed > m_size)
        m_memory->claimed.store(m_size, std::memory_order_relaxed);
    m_claimed = 0;
}

void HistoryColumn::move(std::size_t capacity)
{
    auto memory = std::make_shared<Memory>(capacity);
    std::copy(begin(), end(), memory->values.get());
    memory->claimed.store(capacity, std::memory_order_relaxed);
    release();
    m_memory = std::move(memory);
    m_claimed = capacity;
}

/// Room for one more that nobody else writes to.
void HistoryColumn::claim()
{
    if (m_size < capacity()) {
        // Of two copies of the same length, one may go on in the same memory.
        std::size_t end = m_size;
        const std::size_t wanted = std::min(m_size + kClaim, capacity());
        if (m_memory->claimed.compare_exchange_strong(end, wanted, std::memory_order_relaxed)) {
            m_claimed = wanted;
            return;
        }
    }
    move(std::max<std::size_t>(2 * m_size, 1));
}

void HistoryColumn::push_back(double value)
{
    if (m_size >= m_claimed)
        claim();
    m_memory->values[m_size++] = value;
}

void HistoryColumn::reserve(std::size_t wanted)
{
    if (wanted > capacity())
        move(wanted);
}

HistoryColumn HistoryColumn::upTo(std::size_t epochs) const
{
    HistoryColumn part = *this;
    part.m_size = std::min(epochs, m_size);
    return part;
}

HistoryColumn HistoryColumn::grownTo(std::size_t epochs) const
{
    HistoryColumn grown = *this;
    grown.m_size = std::min(epochs, capacity());
    return grown;
}

bool operator==(const HistoryColumn& a, const HistoryColumn& b)
{
    return a.m_size == b.m_size && (a.m_memory == b.m_memory || std::equal(a.begin(), a.end(), b.begin()));
}

} // namespace netloom
