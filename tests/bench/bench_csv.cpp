// SPDX-License-Identifier: GPL-3.0-or-later
// bench_csv FILE [THREADS]: one load of a CSV file, and a JSON line with its speed and the peak of the process's
// memory.
#include "core/base/error.h"
#include "core/csv/csv_reader.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <stop_token>
#include <thread>

#include <sys/resource.h>

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Seconds from the wish, `after` seconds from the start, to the end; negative where the load was done before.
double timeToCancel(const char* file, const netloom::CsvLimits& limits, double after)
{
    std::stop_source source;
    Clock::time_point wished;
    std::jthread asking([&](const std::stop_token& done) {
        const Clock::time_point start = Clock::now();
        while (secondsSince(start) < after && !done.stop_requested())
            std::this_thread::yield();
        wished = Clock::now();
        source.request_stop();
    });
    bool cancelled = false;
    try {
        netloom::readCsv(file, {}, source.get_token(), {}, limits);
    } catch (const netloom::Cancelled&) {
        cancelled = true;
    }
    const Clock::time_point end = Clock::now();
    asking.request_stop();
    asking.join();
    return cancelled ? std::chrono::duration<double>(end - wished).count() : -1;
}

void number(const char* text, std::size_t& value)
{
    std::from_chars(text, text + std::strlen(text), value);
}

} // namespace

int main(int argc, char** argv)
{
    using namespace netloom;
    if (argc < 2) {
        std::fputs("usage: bench_csv FILE [THREADS [STEPS]]\n", stderr);
        return 2;
    }
    CsvLimits limits;
    if (argc > 2)
        number(argv[2], limits.threads);
    std::size_t steps = 0;
    if (argc > 3)
        number(argv[3], steps);
    try {
        const double megabytes = static_cast<double>(std::filesystem::file_size(argv[1])) / 1e6;
        const Clock::time_point start = Clock::now();
        const CsvResult result = readCsv(argv[1], {}, {}, {}, limits);
        const double seconds = secondsSince(start);
        double tableBytes = 0;
        for (const Column& column : result.table.columns)
            tableBytes += static_cast<double>(column.numbers.size() * sizeof(double) +
                                              column.codes.size() * sizeof(std::int32_t));
        double longest = 0;
        double at = 0;
        for (std::size_t step = 0; step < steps; ++step) {
            const double after = seconds * static_cast<double>(step) / static_cast<double>(steps);
            if (const double time = timeToCancel(argv[1], limits, after); time > longest) {
                longest = time;
                at = after;
            }
        }
        if (steps > 0)
            std::printf("%zu cancels of a load of %.2f s: at most %.1f ms, after %.2f s\n", steps, seconds,
                        longest * 1e3, at);
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        std::printf(
            "{\"peer\": \"netloom\", \"work\": \"%s\", \"threads\": %zu, \"seconds\": %.4f, \"mb_per_s\": %.1f, "
            "\"rows\": %lld, \"columns\": %zu, \"table_mb\": %.1f, \"rss_mb\": %.1f}\n",
            std::filesystem::path(argv[1]).filename().c_str(), limits.threads, seconds, megabytes / seconds,
            static_cast<long long>(result.table.rows), result.table.columns.size(), tableBytes / 1048576,
            static_cast<double>(usage.ru_maxrss) / 1024);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_csv: %s\n", error.what());
        return 1;
    }
    return 0;
}
