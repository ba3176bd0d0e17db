// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/plateau.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"
#include "core/coach/more_room.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

std::optional<CoachRemark> lookForPlateau(const CoachCase& training)
{
    const std::span<const double> loss = training.loss();
    if (training.hasDiverged() || !training.hasWeights() || loss.size() < 30 || training.lastRate() < 0.5 ||
        training->training.callbacksChangeRate())
        return std::nullopt;
    const std::size_t window = std::max<std::size_t>(10, loss.size() / 3);
    const std::span<const double> flat = loss.last(window);
    const double before = meanOf(flat.first(window / 4));
    const double after = meanOf(flat.last(window / 4));
    if (!(before - after < 0.01 * before) || !training.behind() || training.explained() < 0.02)
        return std::nullopt;
    // Where it became flat.
    std::size_t begin = loss.size() - window;
    while (begin > 0 && loss[begin - 1] < 1.02 * before)
        --begin;
    CoachRemark remark;
    remark.epoch = static_cast<Index>(begin) + 1;
    remark.first = *remark.epoch;
    remark.last = training.epochs();
    remark.text = "The loss has stayed at " + coachNumber(after) + " since about epoch " +
                  countText(static_cast<Index>(begin) + 1) +
                  ", though there is more to learn: " + behindText(*training.behind()) + ".";
    // A loss that goes up and down has steps that overshoot; one that lies still has found the lowest point there is.
    if (leapOf(flat) < 0.03 * after) {
        MoreRoom room = moreRoom(training);
        remark.why = std::move(room.why);
        remark.remedy = std::move(room.remedy);
        return remark;
    }
    remark.why =
        "Steps of the same length circle around a low point without reaching it: the loss goes up and down by " +
        coachNumber(100 * leapOf(flat) / after) +
        " % from epoch to epoch. A rate that is lowered whenever the loss stands still gets closer.";
    remark.remedy.emplace();
    remark.remedy->title = "Lower the rate on a plateau";
    remark.remedy->training = training->training;
    remark.remedy->training->enableCallback("reduce_lr_on_plateau",
                                            {{"patience", std::max<std::int64_t>(3, training.epochs() / 20)}});
    return remark;
}

} // namespace

const CoachRule& plateauRule()
{
    static const CoachRule rule{"plateau", "Plateau", lookForPlateau, {"underfitting"}};
    return rule;
}

} // namespace netloom
