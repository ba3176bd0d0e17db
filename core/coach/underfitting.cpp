// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/underfitting.h"

#include "core/coach/coach_words.h"
#include "core/coach/more_room.h"

#include <algorithm>

namespace netloom {

namespace {

/// Epochs until the rate had fallen to a half of its highest for good: after them every loss is flat.
std::size_t epochsOfSteps(const History& history, std::size_t epochs)
{
    const HistoryColumn* rates = history.find("learning_rate");
    if (!rates || rates->size() < epochs)
        return epochs;
    const double half = 0.5 * *std::max_element(rates->begin(), rates->begin() + static_cast<std::ptrdiff_t>(epochs));
    std::size_t last = epochs;
    while (last > 3 && (*rates)[last - 1] < half)
        --last;
    return last;
}

/// Whether the last fifth of the epochs had more than its small share of the fall.
bool wasFalling(std::span<const double> loss)
{
    const std::size_t fifth = std::max<std::size_t>(1, loss.size() / 5);
    const double fall = loss.front() - loss.back();
    return fall > 0 && loss[loss.size() - 1 - fifth] - loss.back() > 0.05 * fall;
}

std::optional<CoachRemark> lookForUnderfitting(const CoachCase& training)
{
    const std::span<const double> loss = training.loss();
    if (training.hasDiverged() || !training.hasWeights() || loss.size() < 5 || !training.behind())
        return std::nullopt;
    CoachRemark remark;
    remark.epoch = training.epochs();
    remark.first = 1;
    remark.last = training.epochs();
    remark.text = "The network has learned less than there is to learn: " + behindText(*training.behind()) + ".";
    MoreRoom room = moreRoom(training);
    if (!room.weakens && wasFalling(loss.first(epochsOfSteps(training->history, loss.size())))) {
        room.remedy = {};
        room.remedy.training = training->training;
        room.remedy.training->epochs *= 2;
        room.remedy.title = "Train for twice as many epochs";
        room.why = "The training loss was still falling when the training ended. More epochs let it go on.";
    }
    remark.remedy = std::move(room.remedy);
    remark.why = std::move(room.why);
    return remark;
}

} // namespace

const CoachRule& underfittingRule()
{
    static const CoachRule rule{"underfitting", "Underfitting", lookForUnderfitting};
    return rule;
}

} // namespace netloom
