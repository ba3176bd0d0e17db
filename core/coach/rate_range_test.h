// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/network/network_spec.h"
#include "core/training/training_config.h"
#include "core/training/training_data.h"

#include <stop_token>
#include <string>
#include <vector>

namespace netloom {

/// What a training over rising learning rates has shown.
struct RateRange {
    std::vector<double> rates;    ///< rising, evenly over their logarithms
    std::vector<double> losses;   ///< of at most 256 training rows, after a batch at that rate
    std::vector<double> smoothed; ///< running mean with weight 0.7 for what was before, corrected for its beginning
    double suggested = 0;         ///< 0: none, see `words`
    double current = 0;           ///< of the settings
    std::string words;            ///< a sentence: what is suggested and why, or why nothing is
    bool diverged = false; ///< the loss became four times its smallest value, or not finite, before the last rate
};

struct RateRangeOptions {
    double lowest = 1e-6;
    double highest = 10;
    Index steps = 200;
};

/// Trains fresh weights of the seed, batch by batch, while the learning rate rises from the lowest to the highest, and
/// ends where the loss leaps up (Smith, "Cyclical learning rates for training neural networks", WACV 2017). Suggested
/// is the rate at which the smoothed loss falls most steeply over the logarithm of the rate, and no more than a tenth
/// of where it begins to rise, rounded to 1, 2 or 5 times a power of ten. Schedule and callbacks are left out, and with
/// them their effect; the same input gives the same result on any number of threads.
/// @param progress  share done, on the calling thread  @throws Error where they do not fit, Cancelled
RateRange testRateRange(const NetworkSpec& network, TrainingConfig training, const TrainingData& data,
                        const RateRangeOptions& options = {}, const std::stop_token& stop = {},
                        const ProgressFunction& progress = {});

} // namespace netloom
