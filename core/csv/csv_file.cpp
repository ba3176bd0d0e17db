// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/csv_file.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/csv/csv_error.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <exception>
#include <fstream>
#include <system_error>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace netloom {

namespace {

constexpr std::size_t kReadBytes = std::size_t{4} << 20;

std::string reasonOf(int number)
{
    return std::generic_category().message(number);
}

// A line "Name:   1234 kB" of a file below /proc, in bytes; 0 where there is none.
std::size_t kilobytesOf(const char* file, std::string_view key)
{
    std::ifstream in(file);
    std::string line;
    while (std::getline(in, line)) {
        if (!line.starts_with(key))
            continue;
        const std::size_t at = line.find_first_of("0123456789");
        std::size_t value = 0;
        if (at != std::string::npos)
            std::from_chars(line.data() + at, line.data() + line.size(), value);
        return value * 1024;
    }
    return 0;
}

} // namespace

std::string shownName(const std::string& path)
{
    const std::size_t slash = path.find_last_of('/');
    const std::string name =
        quoted(slash == std::string::npos || slash + 1 == path.size() ? path : path.substr(slash + 1), 255);
    return name.substr(1, name.size() - 2);
}

CsvFile::CsvFile(const std::string& path) : m_name(shownName(path))
{
    const auto refuse = [&](const char* errorClass, const std::string& problem) {
        throw CsvError(errorClass, shownName(path) + ": " + problem, 0, 0);
    };
    const auto notRegular = [&](const struct stat& info) {
        if (S_ISDIR(info.st_mode))
            refuse("not_a_file", "this is a folder, not a file. Choose a file with a table");
        if (!S_ISREG(info.st_mode))
            refuse("not_a_file", "this is not a regular file. Copy what it delivers into a file and open that");
    };
    // Looked at before it is opened: opening a device or a pipe can already do something.
    struct stat info {
    };
    if (::stat(path.c_str(), &info) != 0)
        refuse("unreadable",
               "the file cannot be opened (" + path + "): " + reasonOf(errno) + ". Check the path and its permissions");
    notRegular(info);
    do
        m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    while (m_descriptor < 0 && errno == EINTR);
    if (m_descriptor < 0)
        refuse("unreadable",
               "the file cannot be opened (" + path + "): " + reasonOf(errno) + ". Check the path and its permissions");
    if (::fstat(m_descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(m_descriptor);
        m_descriptor = -1;
        notRegular(info);
        refuse("unreadable", "the file cannot be examined: " + reasonOf(errno));
    }
    m_size = static_cast<std::size_t>(info.st_size);
    m_seconds = info.st_mtim.tv_sec;
    m_nanoseconds = info.st_mtim.tv_nsec;
}

CsvFile::~CsvFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void CsvFile::read(std::size_t offset, std::size_t bytes, char* out) const
{
    std::size_t done = 0;
    while (done < bytes) {
        const ssize_t count = ::pread(m_descriptor, out + done, bytes - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw CsvError("unreadable",
                           m_name + ": reading failed at byte " + std::to_string(offset + done) + ": " +
                               reasonOf(errno) + ". Nothing was loaded; check the disk and try again",
                           0, 0);
        if (count == 0)
            throw CsvError("changed",
                           m_name + ": the file became shorter while it was read: " + std::to_string(m_size) +
                               " bytes were expected, it ends at byte " + std::to_string(offset + done) +
                               ". Nothing was loaded; open it again when it is complete",
                           0, 0);
        done += static_cast<std::size_t>(count);
    }
}

TextBuffer CsvFile::head(std::size_t bytes) const
{
    TextBuffer buffer(std::min(bytes, m_size));
    read(0, buffer.size(), buffer.data());
    return buffer;
}

TextBuffer CsvFile::readAll(std::size_t threads, const std::stop_token& stop) const
{
    TextBuffer buffer(m_size);
    threads = std::clamp<std::size_t>(m_size / kReadBytes, 1, threads);
    runParallel(threads, [&](std::size_t i) {
        const std::size_t begin = m_size / threads * i;
        const std::size_t end = i + 1 == threads ? m_size : m_size / threads * (i + 1);
        for (std::size_t at = begin; at < end; at += kReadBytes) {
            if (stop.stop_requested())
                throw Cancelled();
            read(at, std::min(kReadBytes, end - at), buffer.data() + at);
        }
    });
    return buffer;
}

bool CsvFile::checkUnchanged() const
{
    struct stat info {
    };
    if (::fstat(m_descriptor, &info) != 0)
        return false;
    const auto size = static_cast<std::size_t>(info.st_size);
    const bool touched = info.st_mtim.tv_sec != m_seconds || info.st_mtim.tv_nsec != m_nanoseconds;
    if (size > m_size)
        return true;
    if (size < m_size || touched)
        throw CsvError(
            "changed",
            m_name + ": the file was changed while it was read. Nothing was loaded; open it again when it is complete",
            0, 0);
    return false;
}

std::size_t memoryBudget()
{
    std::size_t budget = kilobytesOf("/proc/meminfo", "MemAvailable:") / 100 * 85;
    if (budget == 0)
        budget = std::size_t{1} << 31;
    struct rlimit limit {
    };
    if (::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
        const std::size_t used = kilobytesOf("/proc/self/status", "VmSize:");
        const auto most = static_cast<std::size_t>(limit.rlim_cur);
        budget = std::min(budget, most > used ? (most - used) / 100 * 85 : 0);
    }
    return budget;
}

void runParallel(std::size_t count, const std::function<void(std::size_t)>& job)
{
    std::vector<std::exception_ptr> failures(count);
    const auto guarded = [&](std::size_t i) {
        try {
            job(i);
        } catch (...) {
            failures[i] = std::current_exception();
        }
    };
    std::vector<std::thread> threads;
    std::vector<std::size_t> left;
    for (std::size_t i = 1; i < count; ++i) {
        try {
            threads.emplace_back(guarded, i);
        } catch (const std::system_error&) {
            left.push_back(i); // no thread to be had: this one does it afterwards
        }
    }
    guarded(0);
    for (const std::size_t i : left)
        guarded(i);
    for (std::thread& thread : threads)
        thread.join();
    for (const std::exception_ptr& failure : failures) {
        if (failure)
            std::rethrow_exception(failure);
    }
}

} // namespace netloom
