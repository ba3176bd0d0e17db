// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace netloom {

/// The values of one key of a history, an epoch each. Values once written never change, and copies share them: a copy
/// or a beginning of a column of millions of epochs costs no more than that of a short one. Appending to the longest
/// of several copies writes behind what the others have; another one moves to memory of its own first. A copy may be
/// read on one thread while another one is appended to on a second thread.
class HistoryColumn
{
public:
    HistoryColumn() = default;
    HistoryColumn(std::span<const double> values);
    HistoryColumn(const std::vector<double>& values) : HistoryColumn(std::span(values)) {}
    HistoryColumn(std::initializer_list<double> values) : HistoryColumn(std::span(values.begin(), values.size())) {}
    HistoryColumn(const HistoryColumn& other) : m_memory(other.m_memory), m_size(other.m_size) {}
    HistoryColumn(HistoryColumn&& other) noexcept { *this = std::move(other); }
    HistoryColumn& operator=(const HistoryColumn& other) { return *this = HistoryColumn(other); }
    HistoryColumn& operator=(HistoryColumn&& other) noexcept;
    ~HistoryColumn() { release(); }

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    /// Epochs that fit without new memory, unless a longer copy takes the place.
    std::size_t capacity() const { return m_memory ? m_memory->capacity : 0; }
    const double* data() const { return m_memory ? m_memory->values.get() : nullptr; }
    const double* begin() const { return data(); }
    const double* end() const { return data() + m_size; }
    double operator[](std::size_t epoch) const { return data()[epoch]; }
    double front() const { return data()[0]; }
    double back() const { return data()[m_size - 1]; }

    void push_back(double value);
    /// Moves to memory of its own where less than this fits.
    void reserve(std::size_t capacity);
    /// The first so many, or all.
    HistoryColumn upTo(std::size_t epochs) const;
    /// As long as another copy is by now, which writes to the same memory and has published so many epochs.
    HistoryColumn grownTo(std::size_t epochs) const;

    friend bool operator==(const HistoryColumn& a, const HistoryColumn& b);

private:
    struct Memory {
        explicit Memory(std::size_t most) : values(new double[most]), capacity(most) {}
        std::unique_ptr<double[]> values;
        std::size_t capacity;
        std::atomic<std::size_t> claimed{0}; ///< by the longest of those that share it
    };
    void move(std::size_t capacity);
    void claim();
    void release();

    std::shared_ptr<Memory> m_memory; // null: no room yet
    std::size_t m_size = 0;
    std::size_t m_claimed = 0; // up to here nobody else writes; a copy has no claim
};

} // namespace netloom
