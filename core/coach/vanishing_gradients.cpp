// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/vanishing_gradients.h"

#include "core/coach/coach_words.h"

#include <cmath>

namespace netloom {

namespace {

std::optional<CoachRemark> lookForVanishingGradients(const CoachCase& training)
{
    if (training.hasDiverged() || !training.hasWeights() || training.gradients().size() < 4)
        return std::nullopt;
    const LayerGradient& first = training.gradients().front();
    const LayerGradient& last = training.gradients().back();
    if (!(first.rms < 0.01 * last.rms) || !training.behind())
        return std::nullopt;
    for (const LayerActivity& layer : training.activity())
        if (static_cast<Index>(layer.dead.size()) == layer.units)
            return std::nullopt; // that is why
    CoachRemark remark;
    remark.layer = first.layer;
    remark.text = "The gradient fades on its way back through the layers: in layer " + first.name + " it is " +
                  (first.rms > 0 ? coachNumber(last.rms / first.rms) + " times smaller than" : "0, unlike") +
                  " in layer " + last.name + ", so the first layers hardly learn.";
    remark.why =
        "Each layer multiplies the gradient by the slope of its activation, which for sigmoid is a quarter at "
        "most and for saturated units almost 0. An activation with slope 1, such as ReLU, or SiLU, passes it on.";
    CoachRemedy remedy = activationInstead(training, {"sigmoid", "hard_sigmoid", "tanh", "softsign"}, "silu",
                                           "Use SiLU in the hidden layers");
    if (!(*remedy.network == training->network))
        remark.remedy = std::move(remedy);
    return remark;
}

} // namespace

const CoachRule& vanishingGradientsRule()
{
    static const CoachRule rule{
        "vanishing_gradients", "Vanishing gradients", lookForVanishingGradients, {"plateau", "underfitting"}};
    return rule;
}

} // namespace netloom
