// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/not_learning.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"
#include "core/coach/rate_range_test.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr double kSlowTrial = 2e9; ///< products

/// What makes this network learn at a rate that a training over rising ones finds; nothing where none does, or where
/// finding out would take too long.
std::optional<CoachRemedy> remedyFor(const CoachCase& training)
{
    const TrainingData& data = training->data->data;
    const RateRangeOptions options;
    double work = 0;
    for (const LayerShape& shape : layerShapes(training->network, data.train->x.rows()))
        work += static_cast<double>(shape.multiplyAdds);
    if (work * static_cast<double>(options.steps * training->training.batchSize) > kSlowTrial)
        return std::nullopt;
    CoachRemedy rate;
    rate.title = "Learning rate";
    rate.training = training->training;
    CoachRemedy adam = rate;
    adam.title = "Adam, learning rate";
    adam.training->optimizer = {"adam", {}};
    CoachRemedy units = adam;
    units.title = "SiLU, Adam, rate";
    units.network = training->network;
    for (int i = 0; i < outputLayer(*units.network); ++i)
        if (LayerSpec& layer = units.network->layers[static_cast<std::size_t>(i)]; layer.type == "dense") {
            layer.fields.set("activation", std::string("silu"));
            layer.fields.remove("kernel_initializer");
        }
    for (CoachRemedy* each : {&rate, &adam, &units}) {
        const NetworkSpec& network = each->network ? *each->network : training->network;
        const RateRange range = testRateRange(network, *each->training, data, options, training.stop());
        if (!(range.suggested > 0))
            continue;
        // A loss that only comes down to that of a fixed answer has learned as little.
        const double begun = std::min(range.smoothed.front(), training.loss().back());
        const double lowest = *std::min_element(range.smoothed.begin(), range.smoothed.end());
        const double ratio = range.suggested / training.rate();
        if (!(lowest < 0.9 * begun) || (each == &rate && ratio > 0.5 && ratio < 2))
            continue;
        each->title += ' ';
        each->title += coachNumber(range.suggested);
        each->training->optimizer.fields.set("learning_rate", range.suggested);
        return std::move(*each);
    }
    return std::nullopt;
}

std::optional<CoachRemark> lookForNotLearning(const CoachCase& training)
{
    if (!training.hasLearnedNothing())
        return std::nullopt;
    CoachRemark remark;
    remark.grave = true;
    remark.epoch = training.epochs();
    remark.first = 1;
    remark.last = training.epochs();
    remark.text = "After " + countText(training.epochs(), "epoch") +
                  " the network has not learned: its loss on the training rows is " + coachNumber(training.rowsLoss()) +
                  ", and that of the best fixed answer is " + coachNumber(training.constantLoss()) + ".";
    remark.why =
        "A fixed answer is the same for every row, so it needs no columns at all. Either its steps are too small or "
        "too large to find anything, or its units pass nothing on, or the "
        "columns say nothing about the target. The learning-rate finder in the Train menu tells the first from "
        "the others.";
    remark.remedy = remedyFor(training);
    return remark;
}

} // namespace

const CoachRule& notLearningRule()
{
    static const CoachRule rule{"not_learning", "Not learning", lookForNotLearning, {"plateau"}, true};
    return rule;
}

} // namespace netloom
