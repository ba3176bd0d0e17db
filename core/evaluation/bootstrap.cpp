// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/bootstrap.h"

#include "core/base/cancelled.h"
#include "core/base/split_mix.h"
#include "core/data/number_summary.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace netloom {

std::vector<Index> resampleRows(std::uint64_t seed, Index resample, Index rows)
{
    SplitMix64 stream = SplitMix64::of(seed, static_cast<std::uint64_t>(resample));
    std::vector<Index> drawn(static_cast<std::size_t>(rows));
    for (Index& row : drawn)
        row = stream.below(rows);
    return drawn;
}

std::vector<std::vector<double>> bootstrap(Index rows, std::size_t scores, const ResampledScores& compute,
                                           const BootstrapOptions& options, const std::stop_token& stop,
                                           const ProgressFunction& progress)
{
    const auto resamples = static_cast<std::size_t>(options.resamples);
    std::vector<std::optional<double>> all(resamples * scores);
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failure;
    std::mutex mutex;
    const auto work = [&](const ProgressFunction& tell) {
        try {
            std::vector<std::uint32_t> counts(static_cast<std::size_t>(rows));
            for (std::size_t resample = next++; resample < resamples; resample = next++) {
                if (stop.stop_requested())
                    throw Cancelled();
                if (tell && resample % 16 == 0)
                    tell(static_cast<double>(resample) / static_cast<double>(resamples));
                std::fill(counts.begin(), counts.end(), 0U);
                SplitMix64 stream = SplitMix64::of(options.seed, static_cast<std::uint64_t>(resample));
                for (Index draw = 0; draw < rows; ++draw)
                    ++counts[static_cast<std::size_t>(stream.below(rows))];
                compute(counts, std::span(all).subspan(resample * scores, scores));
            }
        } catch (...) {
            next = resamples;
            const std::lock_guard lock(mutex);
            failure = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (int t = 1; t < options.threads; ++t)
            helpers.emplace_back([&] { work({}); });
        work(progress); // told on the caller's thread only
    }
    if (failure)
        std::rethrow_exception(failure);
    std::vector<std::vector<double>> values(scores);
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i])
            values[i % scores].push_back(*all[i]);
    return values;
}

std::optional<Interval> percentileInterval(std::vector<double> values, Index resamples)
{
    if (values.empty() || 10 * static_cast<Index>(values.size()) < 9 * resamples)
        return std::nullopt;
    std::sort(values.begin(), values.end());
    return Interval{quantile(values, 0.025), quantile(values, 0.975)};
}

} // namespace netloom
