// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/rate_too_large.h"

#include "core/base/count_text.h"
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
    const auto leapsIn = [&](std::span<const double> part) {
        std::size_t rises = 0;
        for (std::size_t i = 1; i < part.size(); ++i)
            rises += part[i] > part[i - 1] ? 1 : 0;
        const double mean = meanOf(part);
        return 10 * rises >= 3 * (part.size() - 1) && leapOf(part) > 0.15 * mean &&
               meanOf(part.subspan(part.size() / 2)) > 0.9 * meanOf(part.first(part.size() / 2)) &&
               (mean > 0.2 * training.constantLoss() || training.behind());
    };
    // What leaps at the end only has come down as far as its steps allow.
    std::span<const double> later = loss.last(std::max<std::size_t>(8, loss.size() / 3));
    bool leaps = leapsIn(later);
    if (!leaps) {
        later = loss.subspan(loss.size() / 2);
        leaps = leapsIn(later);
    }
    const double level = meanOf(later);
    const double leap = leapOf(later);
    const auto highest = std::max_element(loss.begin() + 1, loss.end());
    const bool above = *highest > 2 * std::max(loss.front(), training.constantLoss());
    // Where it has learned something, and is no better off on average: between steps it is thrown about. Dropout
    // throws it about at every rate.
    const bool thrown = !training.hasPenalty() && !training.hasStrongDropout() && leap > 0.05 * level &&
                        level > 0.8 * training.constantLoss() && training.explained() > 0.1;
    if (!above && !leaps && !thrown)
        return std::nullopt;
    CoachRemark remark;
    const auto place = above ? highest - loss.begin() : static_cast<std::ptrdiff_t>(loss.size()) - 1;
    remark.epoch = static_cast<Index>(place) + 1;
    remark.text = above ? "The learning rate of " + coachNumber(training.rate()) +
                              " looks too large: the loss began at " + coachNumber(loss.front()) + " and was " +
                              coachNumber(*highest) + " in epoch " + countText(*remark.epoch) + "."
                        : "The learning rate of " + coachNumber(training.rate()) +
                              " looks too large: the loss goes up and down by " + coachNumber(100 * leap / level) +
                              " % from epoch to epoch and stays around " + coachNumber(level) + ".";
    remark.why = "Steps that are too long land on the other side of the valley, as high as before or higher. Shorter "
                 "steps settle in it.";
    remark.remedy = smallerRate(training, 10);
    return remark;
}

} // namespace

const CoachRule& rateTooLargeRule()
{
    static const CoachRule rule{"rate_too_large",
                                "Learning rate too large",
                                lookForRateTooLarge,
                                {"plateau", "underfitting", "overfitting", "saturated_units"}};
    return rule;
}

} // namespace netloom
