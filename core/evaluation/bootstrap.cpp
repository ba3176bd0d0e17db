// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/bootstrap.h"

#include "core/base/cancelled.h"
#include "core/base/split_mix.h"
#include "core/data/number_summary.h"

#include <algorithm>

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
    std::vector<std::vector<double>> values(scores);
    std::vector<std::optional<double>> one(scores);
    std::vector<std::uint32_t> counts(static_cast<std::size_t>(rows));
    for (Index resample = 0; resample < options.resamples; ++resample) {
        if (stop.stop_requested())
            throw Cancelled();
        if (progress && resample % 16 == 0)
            progress(static_cast<double>(resample) / static_cast<double>(options.resamples));
        std::fill(counts.begin(), counts.end(), 0U);
        SplitMix64 stream = SplitMix64::of(options.seed, static_cast<std::uint64_t>(resample));
        for (Index draw = 0; draw < rows; ++draw)
            ++counts[static_cast<std::size_t>(stream.below(rows))];
        std::fill(one.begin(), one.end(), std::nullopt);
        compute(counts, one);
        for (std::size_t i = 0; i < scores; ++i)
            if (one[i])
                values[i].push_back(*one[i]);
    }
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
