// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/rate_too_large.h"

#include "core/coach/coach_words.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

std::optional<CoachRemark> lookForRateTooLarge(const CoachCase& training)
{
    const std::span<const double> loss = training.loss();
    if (training.hasDiverged() || !training.hasWeights() || loss.size() < 8)
        return std::nullopt;
    const std::span<const double> later = loss.subspan(loss.size() / 2);
    const double level = meanOf(later);
    double leap = 0;
    std::size_t rises = 0;
    for (std::size_t i = 1; i < later.size(); ++i) {
        leap += std::abs(later[i] - later[i - 1]) / static_cast<double>(later.size() - 1);
        rises += later[i] > later[i - 1] ? 1 : 0;
    }
    const auto highest = std::max_element(loss.begin() + 1, loss.end());
    const bool above = *highest > 2 * std::max(loss.front(), training.constantLoss());
    const bool leaps = 10 * rises >= 3 * (later.size() - 1) && leap > 0.15 * level &&
                       meanOf(later.subspan(later.size() / 2)) > 0.9 * meanOf(later.first(later.size() / 2)) &&
                       level > 0.2 * training.constantLoss();
    // Where it has learned something, and is no better off on average: between steps it is thrown about.
    const bool thrown = !training.hasPenalty() && leap > 0.05 * level && level > 0.8 * training.constantLoss() &&
                        training.explained() > 0.1;
    if (!above && !leaps && !thrown)
        return std::nullopt;
    CoachRemark remark;
    const auto place = above ? highest - loss.begin() : static_cast<std::ptrdiff_t>(loss.size()) - 1;
    remark.epoch = static_cast<Index>(place) + 1;
    remark.text = above ? "The learning rate of " + coachNumber(training.rate()) +
                              " looks too large: the loss began at " + coachNumber(loss.front()) + " and was " +
                              coachNumber(*highest) + " in epoch " + std::to_string(*remark.epoch) + "."
                        : "The learning rate of " + coachNumber(training.rate()) +
                              " looks too large: the loss leaps by " + coachNumber(100 * leap / level) +
                              " % from epoch to epoch and stays around " + coachNumber(level) + ".";
    remark.why = "Steps that are too long land on the other side of the valley, as high as before or higher. Shorter "
                 "steps settle in it.";
    remark.remedy = rateTimes(training, 0.1, "Divide the learning rate by 10");
    return remark;
}

} // namespace

const CoachRule& rateTooLargeRule()
{
    static const CoachRule rule{"rate_too_large", "Learning rate too large", lookForRateTooLarge, {"plateau"}};
    return rule;
}

} // namespace netloom
