// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/not_learning.h"

#include "core/coach/coach_words.h"

#include <algorithm>

namespace netloom {

namespace {

std::optional<CoachRemark> look(const CoachCase& training)
{
    if (training.hasDiverged() || !training.hasWeights() || training.epochs() < 10 || training.steps() < 100)
        return std::nullopt;
    const auto rows = static_cast<double>(training.rows().samples());
    if (training.rowsLoss() < 0.98 * training.constantLoss() || training.explained() > 0.01 + 4 / rows)
        return std::nullopt;
    CoachRemark remark;
    remark.grave = true;
    remark.epoch = training.epochs();
    remark.text = "After " + coachCount(training.epochs(), "epoch") +
                  " the network still answers the training rows no better than a constant would: loss " +
                  coachNumber(training.rowsLoss()) + ", and " + coachNumber(training.constantLoss()) +
                  " without any input.";
    remark.why =
        "Either its steps are too small or too large to find anything, or its units pass nothing on, or the "
        "columns say nothing about the target. The learning-rate finder in the Train menu tells the first from "
        "the others.";
    return remark;
}

} // namespace

const CoachRule& notLearningRule()
{
    static const CoachRule rule{"not_learning", "Not learning", look};
    return rule;
}

} // namespace netloom
