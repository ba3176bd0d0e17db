// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/unscaled_target.h"

#include "core/coach/coach_words.h"
#include "core/preparation/fitted_recipe.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

std::optional<CoachRemark> lookForUnscaledTarget(const CoachCase& training)
{
    if (training.task() != Task::Regression)
        return std::nullopt;
    const Dataset& rows = training.rows();
    const TargetInfo& target = training->data->fitted.target();
    for (Index output = 0; output < rows.y.rows(); ++output) {
        const Eigen::ArrayXd values = rows.y.row(output).transpose().cast<double>();
        const double mean = values.mean();
        const double deviation = std::sqrt((values - mean).square().mean());
        if (deviation <= 5 && (deviation >= 0.02 || deviation == 0) && std::abs(mean) <= 5)
            continue;
        const std::string name = static_cast<std::size_t>(output) < target.names.size()
                                     ? target.names[static_cast<std::size_t>(output)]
                                     : target.column;
        CoachRemark remark;
        remark.layer = outputLayer(training->network);
        remark.text = "The target " + name + " is not scaled: its values lie around " + coachNumber(mean) + " ± " +
                      coachNumber(deviation) + ", while a new network answers around 0 ± 1.";
        remark.why = "Weights that begin small have a long way to numbers of that size, and the gradients are out of "
                     "proportion to them on the way. A standardised target has mean 0 and deviation 1; predictions are "
                     "shown in its own units all the same.";
        Recipe recipe = training->recipe;
        bool changed = false;
        for (ColumnRecipe& column : recipe.columns)
            if (column.role == ColumnRole::Target && column.scale != "auto" && column.scale != "standard") {
                column.scale = "standard";
                changed = true;
            }
        if (changed)
            remark.remedy = CoachRemedy{"Standardise the target", {}, {}, std::move(recipe)};
        return remark;
    }
    return std::nullopt;
}

} // namespace

const CoachRule& unscaledTargetRule()
{
    static const CoachRule rule{
        "unscaled_target",
        "Unscaled target",
        lookForUnscaledTarget,
        {"exploding_gradients", "dead_units", "saturated_units", "rate_too_small", "plateau", "underfitting"}};
    return rule;
}

} // namespace netloom
