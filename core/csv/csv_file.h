// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/csv/text_buffer.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

namespace netloom {

/// A regular file that is read, never written. Reads the bytes that were there when it was opened.
class CsvFile
{
public:
    /// @throws CsvError where it cannot be opened or is no regular file
    explicit CsvFile(const std::string& path);
    ~CsvFile();
    CsvFile(const CsvFile&) = delete;
    CsvFile& operator=(const CsvFile&) = delete;

    const std::string& name() const { return m_name; } ///< without folders, fit for a message
    std::size_t size() const { return m_size; }

    /// Reads bytes from `offset` into `out`. @throws CsvError on a read error and where the file became shorter
    void read(std::size_t offset, std::size_t bytes, char* out) const;
    /// The first bytes, at most `bytes`.
    TextBuffer head(std::size_t bytes) const;
    /// Everything, on `threads` threads. @throws CsvError, Cancelled, std::bad_alloc
    TextBuffer readAll(std::size_t threads, const std::stop_token& stop) const;
    /// Whether the file grew since it was opened. @throws CsvError where it was changed otherwise
    bool checkUnchanged() const;

private:
    std::string m_name;
    int m_descriptor = -1;
    std::size_t m_size = 0;
    std::int64_t m_seconds = 0; ///< time of the last change
    std::int64_t m_nanoseconds = 0;
};

/// A name or path of a file for a message: control characters escaped, not longer than 255 characters.
std::string shownName(const std::string& path);

/// Bytes that may be used for a table: what the system says is available, less a reserve, and within the limits of the
/// process.
std::size_t memoryBudget();

/// Runs `job(0)` … `job(count - 1)` at the same time, job 0 on this thread; throws what the first of them threw.
void runParallel(std::size_t count, const std::function<void(std::size_t)>& job);

} // namespace netloom
