// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/spread.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace netloom {

void spread(std::size_t tasks, int threads, const std::function<TaskWorker()>& makeWorker)
{
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> failed = false;
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&] {
        try {
            const TaskWorker worker = makeWorker();
            for (std::size_t i = next++; i < tasks && !failed; i = next++)
                worker(i);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!failure)
                failure = std::current_exception();
            failed = true;
        }
    };
    {
        std::vector<std::jthread> others;
        for (int t = 1; t < threads && static_cast<std::size_t>(t) < tasks; ++t)
            others.emplace_back(work);
        work();
    }
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace netloom
