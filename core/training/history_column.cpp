// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/history_column.h"

#include <algorithm>

namespace netloom {

HistoryColumn::HistoryColumn(std::span<const double> values)
{
    if (values.empty())
        return;
    m_memory = std::make_shared<Memory>(values.size());
    std::copy(values.begin(), values.end(), m_memory->values.get());
    m_memory->used.store(values.size(), std::memory_order_relaxed);
    m_size = values.size();
}

void HistoryColumn::move(std::size_t capacity)
{
    auto memory = std::make_shared<Memory>(capacity);
    std::copy(begin(), end(), memory->values.get());
    memory->used.store(m_size, std::memory_order_relaxed);
    m_memory = std::move(memory);
}

void HistoryColumn::push_back(double value)
{
    std::size_t end = m_size;
    const bool room = m_size < capacity();
    if (room && m_memory.use_count() == 1 && m_memory->used.load(std::memory_order_relaxed) == m_size) {
        m_memory->used.store(m_size + 1, std::memory_order_relaxed); // as nearly always, and without a locked step
    } else if (!room ||
               // Of two copies of the same length, one may go on in the same memory.
               !m_memory->used.compare_exchange_strong(end, m_size + 1, std::memory_order_relaxed)) {
        move(std::max<std::size_t>(2 * m_size, 1));
        m_memory->used.store(m_size + 1, std::memory_order_relaxed);
    }
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

bool operator==(const HistoryColumn& a, const HistoryColumn& b)
{
    return a.m_size == b.m_size && (a.m_memory == b.m_memory || std::equal(a.begin(), a.end(), b.begin()));
}

} // namespace netloom
