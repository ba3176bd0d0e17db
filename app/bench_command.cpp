// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench_command.h"

#include "app/benchmark.h"
#include "app/exit_status.h"
#include "app/metrics_output.h"
#include "app/output.h"
#include "core/kernels/dispatch.h"

#include <sys/resource.h>

#include <algorithm>

namespace netloom {

namespace {

constexpr int kRuns = 3;

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

std::string padded(std::string text, std::size_t width)
{
    text.insert(0, width > text.size() ? width - text.size() : 0, ' ');
    return text;
}

void show(const BenchmarkResult& result, bool json)
{
    const bool training = result.samplesPerSecond > 0;
    if (json) {
        JsonValue line;
        line["peer"] = "netloom";
        line["work"] = result.work;
        line["threads"] = result.threads;
        line["seconds"] = result.seconds;
        if (training)
            line["samples_per_s"] = result.samplesPerSecond;
        line["steps_per_s"] = result.stepsPerSecond;
        line["gflops"] = result.gflops;
        if (training)
            line["loss"] = result.loss;
        line["rss_mb"] = peakMegabytes();
        answer(jsonLine(line));
        return;
    }
    const auto whole = [](double value) { return countText(static_cast<std::int64_t>(value)); };
    std::string line = result.work;
    line.resize(std::max<std::size_t>(22, line.size()), ' ');
    line += padded(std::to_string(result.threads), 8) + padded(training ? whole(result.samplesPerSecond) : "", 14) +
            padded(whole(result.stepsPerSecond), 12) + padded(shortNumberText(result.gflops), 10) +
            padded(training ? shortNumberText(result.loss) : "", 12);
    answer(line + '\n');
}

BenchmarkResult bestOf(std::string_view name, int threads)
{
    BenchmarkResult best = runTrainingBenchmark(name, threads);
    for (int run = 1; run < kRuns; ++run)
        if (BenchmarkResult result = runTrainingBenchmark(name, threads); result.seconds < best.seconds)
            best = std::move(result);
    return best;
}

} // namespace

int runBench(const BenchArguments& arguments)
{
    std::vector<std::string> names = arguments.names;
    if (names.empty()) {
        names.assign(trainingBenchmarks().begin(), trainingBenchmarks().end());
        names.emplace_back("kernels");
    }
    std::vector<int> threads = {1, 2};
    if (arguments.threads > 0)
        threads = {static_cast<int>(arguments.threads)};
    tell(std::string("CPU level: ") + kernels().name);
    if (!arguments.json)
        answer("work                   threads  samples/s     steps/s   GFLOP/s        loss\n");
    for (const std::string& name : names) {
        if (name == "kernels") {
            for (const BenchmarkResult& result : runKernelBenchmarks())
                show(result, arguments.json);
            continue;
        }
        for (const int count : threads)
            show(bestOf(name, count), arguments.json);
    }
    return kGood;
}

} // namespace netloom
