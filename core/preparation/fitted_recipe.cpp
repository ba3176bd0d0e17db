// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/preparation/recipe.h"
#include "core/preparation/recipe_fitter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace netloom {

namespace {

std::string shortNumber(Scalar value)
{
    std::array<char, 64> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
    std::string shortest(text.data(), end.ptr);
    if (shortest.find('e') == std::string::npos || std::abs(value) >= Scalar(1e15))
        return shortest;
    return std::abs(value) >= Scalar(1) ? numberLabel(std::round(static_cast<double>(value))) : shortest;
}

/// With six significant digits: what a mean or a median is said to be.
std::string shortLabel(double value)
{
    std::array<char, 64> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 6);
    double read = value;
    std::from_chars(text.data(), end.ptr, read);
    return numberLabel(read);
}

} // namespace

FittedRecipe::FittedRecipe() = default;

FittedRecipe FittedRecipe::fit(const Recipe& recipe, const Table& table, const std::vector<Index>& trainRows)
{
    return Fitter(recipe, table, trainRows).fit();
}

Index FittedRecipe::inputWidth(std::size_t column) const
{
    const FittedColumn& fitted = m_fitted[column];
    switch (fitted.coding) {
    case Coding::Number:
    case Coding::Ordinal:
        return m_recipe.columns[column].role == ColumnRole::Input ? 1 : 0;
    case Coding::OneHot:
        return static_cast<Index>(fitted.categories.size()) + (fitted.missingCategory ? 1 : 0);
    case Coding::Unused:
    case Coding::Classes:
    case Coding::Weight:
        break;
    }
    return 0;
}

void FittedRecipe::describe(Task task)
{
    m_features.clear();
    m_target = {};
    m_target.task = task;
    for (std::size_t i = 0; i < m_fitted.size(); ++i) {
        const ColumnRecipe& recipe = m_recipe.columns[i];
        const FittedColumn& fitted = m_fitted[i];
        const auto column = static_cast<Index>(i);
        if (recipe.role == ColumnRole::Input && fitted.coding == Coding::OneHot) {
            for (const std::string& category : fitted.categories)
                m_features.push_back({recipe.column + " = " + category, column, category});
            if (fitted.missingCategory)
                m_features.push_back({recipe.column + " = (missing)", column, {}});
        } else if (recipe.role == ColumnRole::Input) {
            m_features.push_back({recipe.column, column, {}});
        } else if (recipe.role == ColumnRole::Target) {
            if (!m_target.column.empty())
                m_target.column += ", ";
            m_target.column += recipe.column;
            if (task == Task::Multiclass) {
                m_target.names = m_target.classes = fitted.categories;
            } else if (task == Task::Binary) {
                m_target.names = {fitted.categories[1]};
                m_target.classes = fitted.categories;
            } else if (task == Task::MultiBinary && fitted.kind != ColumnKind::Boolean && fitted.categories[1] != "1") {
                m_target.names.push_back(recipe.column + " = " + fitted.categories[1]);
            } else {
                m_target.names.push_back(recipe.column);
            }
        }
    }
}

std::vector<std::string> FittedRecipe::featureNames() const
{
    std::vector<std::string> names;
    names.reserve(m_features.size());
    for (const Feature& feature : m_features)
        names.push_back(feature.name);
    return names;
}

Matrix FittedRecipe::undoTarget(const Matrix& output) const
{
    Matrix result = output;
    if (m_target.task != Task::Regression)
        return result;
    if (output.rows() != m_target.outputs())
        throw Error("The network has " + numberLabel(static_cast<double>(output.rows())) + " outputs, the target has " +
                    numberLabel(static_cast<double>(m_target.outputs())));
    Index row = 0;
    for (std::size_t i = 0; i < m_fitted.size(); ++i) {
        if (m_recipe.columns[i].role != ColumnRole::Target)
            continue;
        for (Index sample = 0; sample < output.cols(); ++sample) {
            double value = static_cast<double>(output(row, sample)) * m_fitted[i].scale + m_fitted[i].shift;
            if (m_recipe.columns[i].log)
                value = std::expm1(value);
            result(row, sample) = static_cast<Scalar>(value);
        }
        ++row;
    }
    return result;
}

std::array<std::string, 2> FittedRecipe::wordsOf(Index output) const
{
    if (m_target.task == Task::Binary)
        return {m_target.classes[0], m_target.classes[1]};
    const std::string& name = m_target.names.at(static_cast<std::size_t>(output));
    for (std::size_t i = 0; i < m_fitted.size(); ++i)
        if (m_recipe.columns[i].column == name && m_fitted[i].categories.size() == 2)
            return {m_fitted[i].categories[0], m_fitted[i].categories[1]};
    return {"0", "1"};
}

std::string FittedRecipe::predictionText(const Vector& output) const
{
    if (output.size() == 0)
        return {};
    if (!output.allFinite())
        return "not a number";
    std::string text;
    switch (m_target.task) {
    case Task::Binary:
        return m_target.classes[output[0] > Scalar(0.5) ? 1 : 0];
    case Task::Multiclass: {
        Index best = 0;
        output.maxCoeff(&best);
        return m_target.classes[static_cast<std::size_t>(std::min(best, m_target.outputs() - 1))];
    }
    case Task::MultiBinary:
        for (Index i = 0; i < std::min<Index>(output.size(), m_target.outputs()); ++i)
            if (output[i] > Scalar(0.5))
                text += (text.empty() ? "" : ", ") + m_target.names[static_cast<std::size_t>(i)];
        return text.empty() ? "none" : text;
    case Task::None:
    case Task::Regression:
        for (Index i = 0; i < output.size(); ++i)
            text += (i > 0 ? ", " : "") + shortNumber(output[i]);
        return text;
    }
    return {};
}

std::vector<std::string> FittedRecipe::steps(std::string_view column) const
{
    std::vector<std::string> steps;
    for (std::size_t i = 0; i < m_fitted.size(); ++i) {
        const ColumnRecipe& recipe = m_recipe.columns[i];
        const FittedColumn& fitted = m_fitted[i];
        if (recipe.column != column)
            continue;
        const std::string count = numberLabel(static_cast<double>(fitted.categories.size()));
        if (!recipe.formula.empty())
            steps.push_back("= " + recipe.formula);
        switch (fitted.coding) {
        case Coding::Unused:
            steps.push_back(recipe.role == ColumnRole::Split ? "divides the rows" : "not used");
            return steps;
        case Coding::Weight:
            return {"weight of the row"};
        case Coding::Classes:
            if (fitted.categories.size() == 2)
                return {"two classes, positive is " + fitted.categories[1]};
            return {count + " classes, one output each"};
        case Coding::OneHot:
            if (recipe.impute == "drop_row")
                steps.push_back("rows with a missing cell left out");
            else if (!fitted.fillCategory.empty())
                steps.push_back(fitted.fillCategory + " for missing");
            steps.push_back("one-hot, " + count + " categories" + (fitted.missingCategory ? " and missing" : ""));
            return steps;
        case Coding::Number:
        case Coding::Ordinal:
            break;
        }
        if (recipe.role == ColumnRole::Input) {
            const bool frequent = fitted.coding == Coding::Ordinal || recipe.impute == "most_frequent" ||
                                  (fitted.kind == ColumnKind::Boolean && recipe.impute == "auto");
            if (recipe.impute == "drop_row")
                steps.push_back("rows with a missing cell left out");
            else if (recipe.impute == "constant" || recipe.impute == "mean")
                steps.push_back(recipe.impute + " " + shortLabel(fitted.fill) + " for missing");
            else if (fitted.coding == Coding::Ordinal)
                steps.push_back("most frequent for missing");
            else
                steps.push_back((frequent ? "most frequent " : "median ") + shortLabel(fitted.fill) + " for missing");
        }
        if (fitted.coding == Coding::Ordinal)
            steps.push_back("ordinal, " + count + " categories");
        if (recipe.log)
            steps.push_back("log(1 + x)");
        const std::string scale = fitted.kind == ColumnKind::Boolean && recipe.scale == "auto" &&
                                          fitted.coding == Coding::Number && recipe.role == ColumnRole::Input
                                      ? "none"
                                      : recipe.scale;
        if (fitted.scale == 0)
            steps.push_back("constant, set to 0");
        else if (scale == "min_max")
            steps.push_back("scaled to 0…1");
        else if (scale == "robust")
            steps.push_back("scaled by median and interquartile range");
        else if (scale != "none")
            steps.push_back("standardised");
        if (recipe.clip && recipe.role == ColumnRole::Input)
            steps.push_back("clipped to ±" + numberLabel(*recipe.clip));
        return steps;
    }
    return steps;
}

} // namespace netloom
