// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/saturated_units.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"

namespace netloom {

namespace {

std::optional<CoachRemark> lookForSaturatedUnits(const CoachCase& training)
{
    if (!training.hasWeights() || training.epochs() < 1)
        return std::nullopt;
    // Sure of its answers, and right: nothing has gone wrong.
    if (training.rowsLoss() < 0.05 * training.constantLoss())
        return std::nullopt;
    const LayerActivity* worst = nullptr;
    for (const LayerActivity& layer : training.activity())
        if (layer.saturated.size() >= 2 && 2 * static_cast<Index>(layer.saturated.size()) >= layer.units &&
            (!worst || layer.saturated.size() > worst->saturated.size()))
            worst = &layer;
    if (!worst)
        return std::nullopt;
    CoachRemark remark;
    remark.layer = worst->layer;
    remark.units = worst->saturated;
    const bool whole = static_cast<Index>(worst->saturated.size()) == worst->units;
    remark.text = (whole ? "All " : countText(static_cast<Index>(worst->saturated.size())) + " of the ") +
                  countText(worst->units, "unit") + " of layer " + worst->name +
                  " are saturated: for nearly every training row they give one of the two ends of the range of " +
                  worst->activation + ".";
    remark.why = "There the activation is flat: the units hardly tell rows apart, and hardly any gradient passes "
                 "through them. Large inputs or a large learning rate drive them there; SiLU has no such ends.";
    remark.remedy = withSmallerRate(
        training, activationInstead(training, {worst->activation}, "silu", "Use SiLU in the hidden layers"), "SiLU");
    return remark;
}

} // namespace

const CoachRule& saturatedUnitsRule()
{
    static const CoachRule rule{"saturated_units", "Saturated units", lookForSaturatedUnits};
    return rule;
}

} // namespace netloom
