// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/preparation/recipe_fitter.h"
#include "core/preparation/recipe_guess.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

bool oneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// Which of two classes counts as positive when the user did not say: a word for yes, the clearly rarer one, or the
/// last.
std::size_t positiveOf(const std::vector<std::pair<std::string, Index>>& counts)
{
    const auto says = [&](std::size_t i, std::initializer_list<std::string_view> words) {
        return oneOf(lowerCase(counts[i].first), words);
    };
    for (std::size_t i = 0; i < 2; ++i)
        if (says(i, {"1",       "yes",       "y",        "true",    "t",       "positive", "pos",
                     "+",       "malignant", "sick",     "ill",     "disease", "diseased", "spam",
                     "fraud",   "churn",     "churned",  "default", "failure", "fail",     "defect",
                     "anomaly", "attack",    "abnormal", "died",    "dead",    "win",      "success"}))
            return i;
    for (std::size_t i = 0; i < 2; ++i)
        if (says(i, {"0", "no", "n", "false", "f", "negative", "neg", "-", "-1", "benign", "healthy", "normal", "ham",
                     "none", "good", "ok", "control", "alive", "loss"}))
            return 1 - i;
    const auto first = static_cast<double>(counts[0].second);
    const double share = first / (first + static_cast<double>(counts[1].second));
    if (share < 0.4)
        return 0;
    return 1;
}

} // namespace

Task FittedRecipe::Fitter::fitTargets(FittedRecipe& result) const
{
    std::vector<std::size_t> targets;
    for (std::size_t i = 0; i < m_recipe.columns.size(); ++i)
        if (m_recipe.columns[i].role == ColumnRole::Target)
            targets.push_back(i);
    if (targets.empty())
        return Task::None;

    const auto asClasses = [&](std::size_t i) {
        const ColumnRecipe& recipe = m_recipe.columns[i];
        if (recipe.encode == "number")
            return false;
        return recipe.encode != "auto" || readsAsClasses(columnOf(recipe));
    };
    const auto fitOne = [&](std::size_t i, bool classes) {
        const ColumnRecipe& recipe = m_recipe.columns[i];
        const Column& column = columnOf(recipe);
        result.m_fitted[i].kind = column.kind;
        if (classes)
            fitClasses(recipe, column, result.m_fitted[i]);
        else
            fitTargetNumber(recipe, column, result.m_fitted[i]);
    };
    if (targets.size() == 1) {
        const bool classes = asClasses(targets[0]);
        fitOne(targets[0], classes);
        if (!classes)
            return Task::Regression;
        return result.m_fitted[targets[0]].categories.size() == 2 ? Task::Binary : Task::Multiclass;
    }

    const std::vector<Index> all = rowsWithTarget(m_recipe, m_table);
    const bool twoValued = std::all_of(targets.begin(), targets.end(), [&](std::size_t i) {
        return asClasses(i) && countLabels(columnOf(m_recipe.columns[i]), all).size() == 2;
    });
    if (!twoValued)
        for (const std::size_t i : targets)
            if (const ColumnKind kind = columnOf(m_recipe.columns[i]).kind;
                kind == ColumnKind::Text || (kind == ColumnKind::Boolean && asClasses(i)))
                throw Error("Several target columns must all be numbers, or all have two values; this one has " +
                                std::string(kind == ColumnKind::Text ? "words" : "yes and no beside amounts"),
                            "column " + quoted(m_recipe.columns[i].column), "Choose one target column.");
    for (const std::size_t i : targets)
        fitOne(i, twoValued);
    return twoValued ? Task::MultiBinary : Task::Regression;
}

void FittedRecipe::Fitter::fitClasses(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const
{
    fitted.coding = Coding::Classes;
    const auto counts = countLabels(column, rowsWithTarget(m_recipe, m_table));
    if (counts.size() > kMostCategories)
        throw Error("The target has " + numberLabel(static_cast<double>(counts.size())) + " different values",
                    "column " + quoted(recipe.column), "Choose another target, or read it as a number.");
    if (counts.size() < 2)
        throw Error(counts.empty()
                        ? "The target column is empty"
                        : "All rows have the target " + quoted(counts[0].first) + ", so there is nothing to learn",
                    "column " + quoted(recipe.column), "Choose another target column.");
    if (countLabels(column, m_rows).size() < 2)
        throw Error("All training rows are of one class", "column " + quoted(recipe.column),
                    "Divide the rows shuffled or stratified, or make the other parts smaller.");
    fitted.categories = orderedLabels(recipe.order, counts, false);
    if (counts.size() != 2)
        return;
    std::string positive = recipe.positive;
    if (positive.empty())
        positive = recipe.order.empty() ? counts[positiveOf(counts)].first : fitted.categories[1];
    if (fitted.categories[0] != positive && fitted.categories[1] != positive)
        throw Error("The positive class " + quoted(positive) + " does not occur", "column " + quoted(recipe.column),
                    "Choose " + quoted(counts[0].first) + " or " + quoted(counts[1].first) + ".");
    if (fitted.categories[0] == positive)
        std::swap(fitted.categories[0], fitted.categories[1]);
}

void FittedRecipe::Fitter::fitTargetNumber(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const
{
    fitted.coding = Coding::Number;
    const NumberReader reader(column);
    std::vector<double> values;
    values.reserve(m_rows.size());
    for (const Index row : m_rows) {
        const double value = reader.at(row);
        if (!std::isfinite(value))
            throw Error("The target is not a number", cellPlace(recipe.column, row),
                        "Rows without a target cannot be trained on.");
        if (recipe.log && value <= -1)
            throw Error("log(1 + x) needs values greater than -1, the cell is " + numberLabel(value),
                        cellPlace(recipe.column, row), "Switch the logarithm off for this column.");
        values.push_back(recipe.log ? std::log1p(value) : value);
    }
    fitScale(recipe.scale, std::move(values), recipe.column, fitted);
    if (fitted.scale == 0)
        fitted.scale = 1; // a constant target can still be undone
}

} // namespace netloom
