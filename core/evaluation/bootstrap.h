// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/base/types.h"
#include "core/evaluation/interval.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace netloom {

/// The rows of resample number `resample`, drawn with replacement: draws of SplitMix64::of(seed, resample). They depend
/// on nothing else, so the same rows serve every score and every model that is compared.
std::vector<Index> resampleRows(std::uint64_t seed, Index resample, Index rows);

struct BootstrapOptions {
    Index resamples = 2000;
    std::uint64_t seed = 0;
    int threads = 1; ///< the result does not depend on it
};

/// Sets each score of a resample, in which row i occurs counts[i] times; nothing where it is undefined. Called from as
/// many threads as there are, at once.
using ResampledScores =
    std::function<void(std::span<const std::uint32_t> counts, std::span<std::optional<double>> scores)>;

/// Values of each score in the resamples in which it is defined, in the order of the resamples.
/// @throws Cancelled after a stop
std::vector<std::vector<double>> bootstrap(Index rows, std::size_t scores, const ResampledScores& compute,
                                           const BootstrapOptions& options, const std::stop_token& stop = {},
                                           const ProgressFunction& progress = {});

/// The .025 and .975 quantiles (type 7) of the values; nothing where the score was undefined in more than a tenth of
/// the resamples. Efron, "Nonparametric standard errors and confidence intervals", 1981: the percentile method.
std::optional<Interval> percentileInterval(std::vector<double> values, Index resamples);

} // namespace netloom
