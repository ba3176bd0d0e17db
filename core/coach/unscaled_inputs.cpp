// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/unscaled_inputs.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"
#include "core/preparation/fitted_recipe.h"

#include <cmath>
#include <set>

namespace netloom {

namespace {

constexpr double kFar = 10;

std::optional<CoachRemark> lookForUnscaledInputs(const CoachCase& training)
{
    const Dataset& rows = training.rows();
    const std::vector<Feature>& features = training->data->fitted.features();
    std::set<std::string> names;
    const Feature* furthest = nullptr;
    Index place = 0;
    double largest = kFar;
    for (std::size_t i = 0; i < features.size() && static_cast<Index>(i) < rows.x.rows(); ++i) {
        const auto& columns = training->data->fitted.recipe().columns;
        const ColumnRecipe& column = columns[static_cast<std::size_t>(features[i].column)];
        const double size = std::sqrt(rows.x.row(static_cast<Index>(i)).array().cast<double>().square().mean());
        if (column.scale != "none" || !(size > kFar))
            continue;
        names.insert(column.column);
        if (size > largest) {
            largest = size;
            furthest = &features[i];
            place = static_cast<Index>(i);
        }
    }
    if (!furthest)
        return std::nullopt;
    const Eigen::ArrayXd values = rows.x.row(place).transpose().array().cast<double>();
    const double mean = values.mean();
    CoachRemark remark;
    remark.grave = training.hasLearnedNothing();
    const bool one = names.size() == 1;
    remark.text = remark.grave ? "The network has not learned, and " : "";
    if (one)
        remark.text += (remark.grave ? "the input " : "The input ") + furthest->name + " is not scaled: its values lie";
    else
        remark.text += countText(static_cast<Index>(names.size()), "input") + " are not scaled: " + furthest->name +
                       ", the largest, lies";
    remark.text += " around " + coachNumber(mean) + " ± " + coachNumber(std::sqrt((values - mean).square().mean())) +
                   ", while weights begin for inputs around 0 ± 1.";
    remark.why =
        "Sums of such numbers drive units to the ends of their activation, the column with the largest numbers "
        "outweighs the others, and no learning rate suits all weights. A standardised column has mean 0 and "
        "deviation 1.";
    Recipe recipe = training->recipe;
    bool changed = false;
    for (ColumnRecipe& column : recipe.columns)
        if (column.role == ColumnRole::Input && names.contains(column.column)) {
            column.scale = "standard";
            changed = true;
        }
    if (changed)
        remark.remedy =
            CoachRemedy{one ? "Standardise " + *names.begin() : "Standardise these inputs", {}, {}, std::move(recipe)};
    return remark;
}

} // namespace

const CoachRule& unscaledInputsRule()
{
    static const CoachRule rule{"unscaled_inputs",
                                "Unscaled inputs",
                                lookForUnscaledInputs,
                                {"not_learning", "exploding_gradients", "vanishing_gradients", "dead_units",
                                 "saturated_units", "rate_too_large", "rate_too_small", "plateau", "underfitting"},
                                true};
    return rule;
}

} // namespace netloom
