// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/overfitting.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"

#include <algorithm>

namespace netloom {

namespace {

std::optional<CoachRemark> lookForOverfitting(const CoachCase& training)
{
    const std::span<const double> loss = training.loss();
    const std::span<const double> watched = training.validationLoss();
    if (training.hasDiverged() || training->training.restoresBest() || watched.size() < 10 ||
        training->data->data.validation->samples() < 15)
        return std::nullopt;
    const Index best = smallestOf(watched);
    const std::size_t last = std::max<std::size_t>(3, watched.size() / 10);
    if (best < 0 || best + static_cast<Index>(last) >= static_cast<Index>(watched.size()))
        return std::nullopt;
    const double lowest = watched[static_cast<std::size_t>(best)];
    const double now = meanOf(watched.last(last));
    // Of the last values all are above: not one leap of a few rows.
    const double least = *std::min_element(watched.end() - static_cast<std::ptrdiff_t>(last), watched.end());
    const double trained = meanOf(loss.last(last));
    if (now < 1.15 * lowest || least < 1.1 * lowest || trained > 0.9 * loss[static_cast<std::size_t>(best)])
        return std::nullopt;
    // What is known by heart is answered better than other rows, and better than by a fixed answer.
    if ((trained > 0.9 * now && !training.hasStrongDropout()) ||
        (training.hasWeights() && training.rowsLoss() > 0.9 * training.constantLoss()))
        return std::nullopt;
    // Steps that throw the training loss about throw the other one about too.
    if (leapOf(loss.subspan(static_cast<std::size_t>(best))) > 0.5 * (now - lowest))
        return std::nullopt;
    CoachRemark remark;
    remark.epoch = best + 1;
    remark.first = *remark.epoch;
    remark.last = training.epochs();
    remark.text = "Since epoch " + countText(best + 1) +
                  " the network learns its training rows by heart: the "
                  "validation loss has risen from " +
                  coachNumber(lowest) + " to " + coachNumber(now) + " while the training loss fell to " +
                  coachNumber(trained) + ".";
    remark.why =
        "What it has learned since is chance in the training rows, which other rows do not have. Early stopping "
        "ends the training there and brings back the weights of the best epoch.";
    remark.remedy.emplace();
    remark.remedy->title = "Stop at the best epoch";
    remark.remedy->training = training->training;
    remark.remedy->training->enableCallback("early_stopping",
                                            {{"patience", std::max<std::int64_t>(10, training.epochs() / 10)}});
    return remark;
}

} // namespace

const CoachRule& overfittingRule()
{
    static const CoachRule rule{"overfitting", "Overfitting", lookForOverfitting, {"oversized_network"}};
    return rule;
}

} // namespace netloom
