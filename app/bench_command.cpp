// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench_command.h"

#include "app/benchmark.h"
#include "app/common_arguments.h"
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

class BenchCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    std::vector<std::string> m_names; ///< empty: all
    Index m_threads = 0;              ///< 0: one and two
    bool m_json = false;
};

void BenchCommand::declare(Arguments& arguments)
{
    arguments.add({"NAME",
                   "T1, T2, T3, T4, T5, T6 or kernels; all when not given",
                   {},
                   {},
                   Argument::Values::List,
                   false,
                   [this](const std::string& name) { m_names.push_back(name); }});
    arguments.number<Index>("--threads", m_threads, 1, kMostThreads, "threads to use; one and two when not given");
    addJson(arguments, m_json, "answer with a JSON object per line");
}

int BenchCommand::run()
{
    std::vector<std::string> names = m_names;
    if (names.empty()) {
        names.assign(trainingBenchmarks().begin(), trainingBenchmarks().end());
        names.emplace_back("kernels");
    }
    std::vector<int> threads = {1, 2};
    if (m_threads > 0)
        threads = {static_cast<int>(m_threads)};
    tell(std::string("CPU level: ") + kernels().name);
    if (!m_json)
        answer("work                   threads  samples/s     steps/s   GFLOP/s        loss\n");
    for (const std::string& name : names) {
        if (name == "kernels") {
            for (const BenchmarkResult& result : runKernelBenchmarks())
                show(result, m_json);
            continue;
        }
        for (const int count : threads)
            show(bestOf(name, count), m_json);
    }
    return kGood;
}

} // namespace

const CommandInfo& benchCommand()
{
    static const CommandInfo info{"bench", "How fast the engine is on this computer", makeCommand<BenchCommand>};
    return info;
}

} // namespace netloom
