// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/rate_too_small.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"

#include <cmath>

namespace netloom {

namespace {

std::optional<CoachRemark> lookForRateTooSmall(const CoachCase& training)
{
    const std::span<const double> loss = training.loss();
    if (training.hasDiverged() || !training.hasWeights() || loss.size() < 10 ||
        training.rowsLoss() < 0.6 * training.constantLoss())
        return std::nullopt;
    const std::size_t fifth = loss.size() / 5;
    const auto part = [&](std::size_t i) { return meanOf(loss.subspan(i * fifth, fifth)); };
    bool falls = true;
    for (std::size_t i = 1; i < 5; ++i)
        falls = falls && part(i) < part(i - 1);
    const bool steady = falls && training.lastRate() > 0.5 && part(3) - part(4) > 0.6 * (part(0) - part(1)) &&
                        part(0) - part(4) > 0.002 * part(0);
    const bool still = training.moved() < 0.03;
    if ((!steady && !still) || !training.behind())
        return std::nullopt;
    CoachRemark remark;
    remark.epoch = training.epochs();
    remark.first = 1;
    remark.last = training.epochs();
    remark.text =
        "The learning rate of " + coachNumber(training.rate()) + " looks too small: in " +
        countText(training.epochs(), "epoch") +
        (still ? " the weights moved by " +
                     (training.moved() < 1e-4 ? std::string("less than 0.01") : coachNumber(100 * training.moved())) +
                     " % of their size"
               : " the loss came from " + coachNumber(loss.front()) + " to " + coachNumber(loss.back()) +
                     " and still falls as fast as at first") +
        ".";
    remark.why = "The direction is right, the steps are too short to arrive in this many epochs: " +
                 behindText(*training.behind()) + ". A larger rate goes the same way in less time.";
    remark.remedy = largerRate(training);
    return remark;
}

} // namespace

const CoachRule& rateTooSmallRule()
{
    static const CoachRule rule{
        "rate_too_small", "Learning rate too small", lookForRateTooSmall, {"plateau", "underfitting"}};
    return rule;
}

} // namespace netloom
