// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/recipe_fitter.h"

#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/data/number_summary.h"
#include "core/preparation/recipe_guess.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace netloom {

namespace {

bool oneOf(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::size_t mostFrequent(const std::vector<std::pair<std::string, Index>>& counts)
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < counts.size(); ++i)
        if (counts[i].second > counts[best].second)
            best = i;
    return best;
}

[[noreturn]] void unknownChoice(std::string_view what, const std::string& value, const std::string& column,
                                std::string_view choices)
{
    throw Error("The " + std::string(what) + " " + quoted(value) + " is not known", "column " + quoted(column),
                "Choose one of " + std::string(choices) + ".");
}

/// "Every column but the target is left out: "a" (always the same value), "b" (…) and 3 more"
[[noreturn]] void refuseWithoutInputs(const Recipe& recipe)
{
    constexpr std::size_t kNamed = 3;
    std::string names;
    std::size_t left = 0;
    for (const ColumnRecipe& column : recipe.columns) {
        if (column.role != ColumnRole::Ignore || column.reason.empty() || ++left > kNamed)
            continue;
        names += (names.empty() ? "" : ", ") + quoted(column.column, 40) + " (" + column.reason + ")";
    }
    if (left == 0)
        throw Error("No column is an input", {}, "Give at least one column the role of an input.");
    if (left > kNamed)
        names += " and " + std::to_string(left - kNamed) + " more";
    throw Error("There is nothing to predict from, as every column beside the target is left out: " + names, {},
                "Take a table with a column that tells its rows apart (--role COLUMN=input takes one all the same).");
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

FittedRecipe::Fitter::Fitter(const Recipe& recipe, const Table& table, const std::vector<Index>& trainRows)
    : m_recipe(recipe), m_table(table), m_columns(recipe, table), m_rows(trainRows)
{
}

FittedRecipe FittedRecipe::Fitter::fit()
{
    if (m_rows.empty())
        throw Error("There are no training rows", {}, "Make the validation and test parts smaller.");
    for (const Index row : m_rows)
        if (row < 0 || row >= m_table.rows)
            throw Error("Row " + numberLabel(static_cast<double>(row + 1)) + " is not in the data");
    std::set<std::string_view> names;
    for (const ColumnRecipe& column : m_recipe.columns)
        if (!names.insert(column.column).second)
            throw Error("The column " + quoted(column.column) + " is in the recipe twice");
    leaveOutIncompleteRows();

    FittedRecipe result;
    result.m_recipe = m_recipe;
    result.m_fitted.resize(m_recipe.columns.size());
    for (std::size_t i = 0; i < m_recipe.columns.size(); ++i) {
        if (m_recipe.columns[i].role == ColumnRole::Input)
            fitInput(m_recipe.columns[i], result.m_fitted[i]);
        else if (m_recipe.columns[i].role == ColumnRole::Weight)
            fitWeight(m_recipe.columns[i], result.m_fitted[i]);
    }
    const Task task = fitTargets(result);
    result.describe(task);
    if (result.m_features.empty())
        refuseWithoutInputs(m_recipe);
    return result;
}

const Column& FittedRecipe::Fitter::columnOf(const ColumnRecipe& recipe) const
{
    const Column* column = m_columns.find(recipe.column);
    if (!column)
        throw Error("The data has no column " + quoted(recipe.column), {},
                    "Load data that has it, or give the column the role ignore.");
    return *column;
}

void FittedRecipe::Fitter::leaveOutIncompleteRows()
{
    for (const ColumnRecipe& recipe : m_recipe.columns) {
        if (recipe.role != ColumnRole::Input || recipe.impute != "drop_row")
            continue;
        const Column& column = columnOf(recipe);
        std::erase_if(m_rows, [&](Index row) { return column.isMissing(row); });
        if (m_rows.empty())
            throw Error("No training row is left, because rows with a missing cell are left out",
                        "column " + quoted(recipe.column), "Choose another way to treat missing cells.");
    }
}

void FittedRecipe::Fitter::fitInput(const ColumnRecipe& recipe, FittedColumn& fitted) const
{
    const Column& column = columnOf(recipe);
    fitted.kind = column.kind;
    if (!oneOf(recipe.impute, {"auto", "mean", "median", "most_frequent", "constant", "drop_row"}))
        unknownChoice("way to fill missing cells", recipe.impute, recipe.column,
                      "auto, mean, median, most_frequent, constant and drop_row");
    if (!oneOf(recipe.scale, {"auto", "standard", "min_max", "robust", "none"}))
        unknownChoice("scaling", recipe.scale, recipe.column, "auto, standard, min_max, robust and none");
    if (recipe.clip && !(*recipe.clip > 0 && std::isfinite(*recipe.clip)))
        throw Error("The limit for clipping must be greater than 0", "column " + quoted(recipe.column));
    if (!std::isfinite(recipe.imputeConstant))
        throw Error("The constant for missing cells must be a number", "column " + quoted(recipe.column));

    const bool text = column.kind == ColumnKind::Text;
    if (recipe.encode == "one_hot" || (recipe.encode == "auto" && text))
        fitOneHot(recipe, column, fitted);
    else if (recipe.encode == "ordinal")
        fitOrdinal(recipe, column, fitted);
    else if (recipe.encode == "number" || recipe.encode == "auto")
        fitNumber(recipe, column, fitted);
    else
        unknownChoice("encoding", recipe.encode, recipe.column, "auto, number, one_hot and ordinal");
}

void FittedRecipe::Fitter::fitNumber(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const
{
    fitted.coding = Coding::Number;
    const bool boolean = column.kind == ColumnKind::Boolean;
    if (boolean)
        fitted.categories = {column.falseWord.empty() ? "0" : column.falseWord,
                             column.trueWord.empty() ? "1" : column.trueWord};
    const NumberReader reader(column);
    std::vector<double> values;
    values.reserve(m_rows.size());
    for (const Index row : m_rows) {
        const double value = reader.at(row);
        if (std::isnan(value))
            continue;
        if (std::isinf(value))
            throw Error("The value is infinite", cellPlace(recipe.column, row), "Correct the cell, or clear it.");
        if (recipe.log && value <= -1)
            throw Error("log(1 + x) needs values greater than -1, the cell is " + numberLabel(value),
                        cellPlace(recipe.column, row), "Switch the logarithm off for this column.");
        values.push_back(value);
    }

    if (recipe.impute == "constant") {
        fitted.fill = recipe.imputeConstant;
        if (recipe.log && fitted.fill <= -1)
            throw Error("log(1 + x) needs values greater than -1, the constant for missing cells is " +
                            numberLabel(fitted.fill),
                        "column " + quoted(recipe.column));
    } else if (!values.empty()) {
        std::vector<double> sorted = values;
        if (recipe.impute == "mean") {
            fitted.fill = summarise(values).mean;
        } else if (recipe.impute == "most_frequent" || (boolean && recipe.impute != "median")) {
            std::sort(sorted.begin(), sorted.end());
            std::size_t longest = 0;
            for (std::size_t begin = 0; begin < sorted.size();) {
                std::size_t end = begin;
                while (end < sorted.size() && sorted[end] == sorted[begin])
                    ++end;
                if (end - begin > longest) {
                    longest = end - begin;
                    fitted.fill = sorted[begin];
                }
                begin = end;
            }
        } else {
            fitted.fill = median(sorted);
        }
    }
    // Missing cells are filled before scaling, so that what is scaled has mean 0 and deviation 1 as the network sees
    // it.
    values.resize(m_rows.size(), fitted.fill);
    if (recipe.log)
        for (double& value : values)
            value = std::log1p(value);
    fitScale(boolean && recipe.scale == "auto" ? "none" : recipe.scale, std::move(values), recipe.column, fitted);
}

void FittedRecipe::Fitter::fitScale(const std::string& scale, std::vector<double> values, const std::string& column,
                                    FittedColumn& fitted) const
{
    const NumberSummary summary = summarise(values);
    if (scale == "none")
        return;
    if (scale == "min_max") {
        fitted.shift = summary.min;
        fitted.scale = summary.max - summary.min;
    } else if (scale == "robust") {
        std::sort(values.begin(), values.end());
        fitted.shift = quantile(values, 0.5);
        fitted.scale = quantile(values, 0.75) - quantile(values, 0.25);
        // Half of the values equal: the middle has no width, the deviation still has.
        if (fitted.scale == 0)
            fitted.scale = summary.sd;
    } else {
        fitted.shift = summary.mean;
        fitted.scale = summary.sd;
    }
    if (!std::isfinite(fitted.scale) || !std::isfinite(fitted.shift))
        throw Error("The values are too large to be scaled", "column " + quoted(column),
                    "Change the unit of the column, or ignore it.");
}

void FittedRecipe::Fitter::fitOneHot(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const
{
    fitted.coding = Coding::OneHot;
    const auto counts = countLabels(column, m_rows);
    if (counts.size() > kMostCategories)
        throw Error("The column has " + numberLabel(static_cast<double>(counts.size())) +
                        " different values, each of which would become an input",
                    "column " + quoted(recipe.column), "Ignore the column, or encode it as ordinal.");
    fitted.categories = orderedLabels(recipe.order, counts, false);
    const bool missing = std::any_of(m_rows.begin(), m_rows.end(), [&](Index row) { return column.isMissing(row); });
    if (recipe.impute == "auto" || recipe.impute == "constant")
        fitted.missingCategory = missing;
    if (!counts.empty() && !fitted.missingCategory && recipe.impute != "auto" && recipe.impute != "constant")
        fitted.fillCategory = counts[mostFrequent(counts)].first;
}

void FittedRecipe::Fitter::fitOrdinal(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const
{
    fitted.coding = Coding::Ordinal;
    const auto counts = countLabels(column, m_rows);
    if (counts.size() > kMostCategories && column.kind == ColumnKind::Text)
        throw Error("The column has " + numberLabel(static_cast<double>(counts.size())) + " different values",
                    "column " + quoted(recipe.column), "Ignore the column.");
    fitted.categories = orderedLabels(recipe.order, counts, true);
    const LabelFinder finder(column, fitted.categories, column.kind == ColumnKind::Boolean);
    if (recipe.impute == "constant") {
        fitted.fill = recipe.imputeConstant;
    } else if (!counts.empty()) {
        const std::string& label = counts[mostFrequent(counts)].first;
        fitted.fill = static_cast<double>(std::find(fitted.categories.begin(), fitted.categories.end(), label) -
                                          fitted.categories.begin());
    }
    std::vector<double> values;
    values.reserve(m_rows.size());
    for (const Index row : m_rows) {
        const int place = finder.at(row);
        values.push_back(place >= 0 ? place : fitted.fill);
    }
    fitScale(recipe.scale, std::move(values), recipe.column, fitted);
}

void FittedRecipe::Fitter::fitWeight(const ColumnRecipe& recipe, FittedColumn& fitted) const
{
    const Column& column = columnOf(recipe);
    fitted.kind = column.kind;
    fitted.coding = Coding::Weight;
    const NumberReader reader(column);
    double sum = 0;
    for (const Index row : m_rows) {
        const double value = reader.at(row);
        if (!(value >= 0) || std::isinf(value))
            throw Error("A weight must be a number of at least 0", cellPlace(recipe.column, row),
                        "Correct the cell, or do not use the column as weight.");
        sum += value;
    }
    if (!(sum > 0))
        throw Error("All weights are 0", "column " + quoted(recipe.column), "Choose another weight column.");
}

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
