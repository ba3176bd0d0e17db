// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/dropout_gap.h"

#include "core/coach/coach_words.h"
#include "core/training/evaluate.h"

#include <algorithm>

namespace netloom {

namespace {

std::optional<CoachRemark> lookForDropoutGap(const CoachCase& training)
{
    const std::span<const double> loss = training.loss();
    const std::span<const double> watched = training.validationLoss();
    if (training.hasDiverged() || !training.hasWeights() || !training.hasStrongDropout() || loss.size() < 6 ||
        watched.size() != loss.size())
        return std::nullopt;
    const std::size_t third = loss.size() / 3;
    const double trained = meanOf(loss.last(third));
    const double validated = meanOf(watched.last(third));
    if (!(validated < 0.85 * trained) || trained < 0.02 * training.constantLoss())
        return std::nullopt;
    double without = 0;
    for (const auto& [key, value] : evaluate(training->network, training->weights, training->training, training.rows()))
        if (key == "loss")
            without = value;
    if (!(without < 0.5 * (trained + validated)))
        return std::nullopt;
    CoachRemark remark;
    remark.epoch = training.epochs();
    remark.first = 1;
    remark.last = training.epochs();
    remark.text =
        "The validation loss (" + coachNumber(validated) + ") is below the training loss (" + coachNumber(trained) +
        ") because dropout is on in training only: with it off, the training loss is " + coachNumber(without) + ".";
    remark.why =
        "While it learns, units are switched off at random, which makes its task harder; when it is asked, all of "
        "them answer. Nothing is wrong; compare the parts by the figures of Evaluate.";
    return remark;
}

} // namespace

const CoachRule& dropoutGapRule()
{
    static const CoachRule rule{"dropout_gap", "Validation easier than training", lookForDropoutGap};
    return rule;
}

} // namespace netloom
