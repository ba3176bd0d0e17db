// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/exploding_gradients.h"

#include "core/coach/coach_words.h"

#include <cmath>

namespace netloom {

namespace {

bool clips(const TrainingConfig& training)
{
    for (const char* key : {"clipnorm", "global_clipnorm", "clipvalue"})
        if (const FieldValue* value = training.optimizer.fields.find(key))
            if (const double* limit = std::get_if<double>(value); limit && *limit > 0)
                return true;
    return false;
}

std::optional<CoachRemark> lookForExplodingGradients(const CoachCase& training)
{
    constexpr double kLong = 1000;
    if (!training.hasWeights() || clips(training->training))
        return std::nullopt;
    const LayerGradient* worst = nullptr;
    for (const LayerGradient& layer : training.gradients())
        if (!worst || !(layer.norm <= worst->norm))
            worst = &layer;
    if (!worst || worst->norm <= kLong)
        return std::nullopt;
    CoachRemark remark;
    remark.layer = worst->layer;
    remark.text =
        "The gradient of layer " + worst->name +
        (training.hasDiverged() ? " had a norm of " + coachNumber(worst->norm) + " where the training diverged."
                                : " has a norm of " + coachNumber(worst->norm) +
                                      ": steps along it overshoot unless the learning rate is tiny.");
    remark.why =
        "A step is the gradient times the learning rate, so a gradient as long as this (its norm is its "
        "length) throws the weights far beyond where it is true. Clipping keeps its direction and limits its length.";
    remark.remedy.emplace();
    remark.remedy->title = "Clip the gradients at 1";
    remark.remedy->training = training->training;
    remark.remedy->training->optimizer.fields.set("global_clipnorm", 1.0);
    return remark;
}

} // namespace

const CoachRule& explodingGradientsRule()
{
    static const CoachRule rule{"exploding_gradients", "Exploding gradients", lookForExplodingGradients};
    return rule;
}

} // namespace netloom
