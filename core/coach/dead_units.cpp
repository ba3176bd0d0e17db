// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/dead_units.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"

namespace netloom {

namespace {

std::optional<CoachRemark> lookForDeadUnits(const CoachCase& training)
{
    if (!training.hasWeights() || training.epochs() < 1)
        return std::nullopt;
    const LayerActivity* worst = nullptr;
    const auto share = [](const LayerActivity& layer) {
        return static_cast<double>(layer.dead.size()) / static_cast<double>(layer.units);
    };
    for (const LayerActivity& layer : training.activity())
        if ((layer.activation == "relu" || layer.activation == "relu6") && !layer.dead.empty() &&
            (!worst || share(layer) > share(*worst)))
            worst = &layer;
    if (!worst)
        return std::nullopt;
    const bool whole = static_cast<Index>(worst->dead.size()) == worst->units;
    if (!whole && (worst->dead.size() < 2 || share(*worst) < 0.4))
        return std::nullopt;
    CoachRemark remark;
    remark.grave = whole;
    remark.layer = worst->layer;
    remark.units = worst->dead;
    remark.text =
        (whole ? "All " + countText(worst->units, "unit")
               : countText(static_cast<Index>(worst->dead.size())) + " of the " + countText(worst->units, "unit")) +
        " of layer " + worst->name + (worst->dead.size() == 1 ? " gives" : " give") + " 0 for every training row" +
        (whole ? ", so nothing passes through it." : ".");
    remark.why = "A ReLU that is below 0 for every row has no gradient and cannot come back by itself; steps that are "
                 "too large push units there. A leaky ReLU keeps a small slope below 0, so that its units can recover.";
    remark.remedy = withSmallerRate(
        training, activationInstead(training, {"relu", "relu6"}, "leaky_relu", "Use leaky ReLU instead"), "Leaky ReLU");
    return remark;
}

} // namespace

const CoachRule& deadUnitsRule()
{
    static const CoachRule rule{"dead_units", "Dead units", lookForDeadUnits, {}, true};
    return rule;
}

} // namespace netloom
