// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/rate_range_test.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/base/flush_denormals.h"
#include "core/coach/coach_words.h"
#include "core/training/evaluate.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

constexpr Index kRows = 256;
constexpr double kMemory = 0.7;
constexpr double kLeap = 4;          ///< times the smallest loss: it has left
constexpr double kRise = 1.1;        ///< times the smallest loss: it begins to rise
constexpr double kLeastFall = 0.01;  ///< of the first loss; less is chance
constexpr std::size_t kSettled = 10; ///< steps before the running mean says anything

/// At most kRows of the rows, evenly taken: always the same, so that no batch looks better than another by chance.
Dataset watchedRows(const Dataset& train)
{
    const Index count = std::min(train.samples(), kRows);
    Dataset rows;
    rows.x.resize(train.x.rows(), count);
    rows.y.resize(train.y.rows(), count);
    for (Index i = 0; i < count; ++i) {
        rows.x.col(i) = train.x.col(i * train.samples() / count);
        rows.y.col(i) = train.y.col(i * train.samples() / count);
    }
    return rows;
}

/// The nearest of 1, 2, 5 × a power of ten below or at a value.
double roundedDown(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value) + 1e-9));
    double rounded = power;
    for (const double factor : {2.0, 5.0})
        if (factor * power <= value * (1 + 1e-9))
            rounded = factor * power;
    return rounded;
}

void suggest(RateRange& range)
{
    const std::size_t count = range.smoothed.size();
    if (count < 3 * kSettled) {
        range.words =
            "The loss is no longer a finite number even at the smallest rates. Look at the data and their scaling.";
        return;
    }
    const auto begin = range.smoothed.begin() + static_cast<std::ptrdiff_t>(kSettled);
    const auto lowest =
        static_cast<std::size_t>(std::min_element(begin, range.smoothed.end()) - range.smoothed.begin());
    const double level = range.smoothed[kSettled];
    if (!(level - range.smoothed[lowest] > kLeastFall * std::abs(level))) {
        range.words =
            "The loss does not fall at any rate. Either the columns say nothing about the target, or the network's "
            "units pass nothing on: look at its activations and first weights.";
        return;
    }
    // Where it turns for good: the first rate after the lowest point at which it is clearly above it.
    std::size_t turn = count - 1;
    for (std::size_t i = lowest; i < count; ++i)
        if (range.smoothed[i] > kRise * range.smoothed[lowest]) {
            turn = i;
            break;
        }
    // The steepest fall over a tenth of the way, so that no single batch decides.
    const std::size_t span = std::max<std::size_t>(3, count / 20);
    std::size_t steepest = kSettled;
    double fall = 0;
    for (std::size_t i = kSettled + span; i + span <= lowest + span && i + span < count; ++i) {
        const double here = range.smoothed[i - span] - range.smoothed[i + span];
        if (here > fall) {
            fall = here;
            steepest = i;
        }
    }
    const double most = range.rates[turn] / 10;
    range.suggested = roundedDown(std::min(range.rates[steepest], most));
    range.words =
        "The loss falls most steeply at a rate of " + coachNumber(range.rates[steepest]) +
        (range.diverged || turn + 1 < count ? " and rises from " + coachNumber(range.rates[turn]) + " on" : "") + "; " +
        coachNumber(range.suggested) + " is a good rate to begin with.";
}

} // namespace

RateRange testRateRange(const NetworkSpec& network, TrainingConfig training, const TrainingData& data,
                        const RateRangeOptions& options, const std::stop_token& stop, const ProgressFunction& progress)
{
    if (!(options.lowest > 0) || !(options.lowest < options.highest) || options.steps < 50)
        throw Error("a range of rates that rises from above 0 in 50 steps or more is needed");
    const FlushDenormals flush;
    RateRange range;
    range.current = training.learningRate();
    training.schedule = {"constant", {}};
    training.callbacks.clear();
    training.metrics.clear();
    training.keepBest = false;
    training.epochs = options.steps; // at least: an epoch has a batch or more
    TrainingData rows{data.train, nullptr};
    Trainer trainer(network, training, rows, std::nullopt);
    const Dataset watched = watchedRows(*data.train);
    const double ratio = std::log(options.highest / options.lowest) / static_cast<double>(options.steps - 1);
    double mean = 0;
    double weight = 1;
    double smallest = std::numeric_limits<double>::infinity();
    for (Index step = 0; step < options.steps; ++step) {
        if (stop.stop_requested())
            throw Cancelled();
        const double rate = options.lowest * std::exp(ratio * static_cast<double>(step));
        trainer.setLearningRate(rate);
        const Trainer::Event event = trainer.step();
        if (event == Trainer::Event::Done && trainer.reason() == StopReason::NotFinite) {
            range.diverged = true;
            break;
        }
        const double loss = evaluate(network, trainer.weights(), training, watched).front().second;
        if (!std::isfinite(loss)) {
            range.diverged = true;
            break;
        }
        mean = kMemory * mean + (1 - kMemory) * loss;
        weight *= kMemory;
        range.rates.push_back(rate);
        range.losses.push_back(loss);
        range.smoothed.push_back(mean / (1 - weight));
        smallest = std::min(smallest, range.smoothed.back());
        if (progress)
            progress(static_cast<double>(step + 1) / static_cast<double>(options.steps));
        if (static_cast<std::size_t>(step) > kSettled && range.smoothed.back() > kLeap * std::abs(smallest) + 1e-12) {
            range.diverged = true;
            break;
        }
        if (event == Trainer::Event::Done)
            break;
    }
    suggest(range);
    return range;
}

} // namespace netloom
