// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preparation/fitted_recipe.h"

#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/preparation/computed_columns.h"
#include "core/preparation/recipe.h"
#include "core/preparation/recipe_fitter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

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

/// Beyond this a prepared number is an outlier in the millions of deviations; products with it must stay finite in 32
/// bits.
constexpr double kLargest = 1e15;

double bounded(double value)
{
    return std::clamp(value, -kLargest, kLargest);
}

/// What may be the missing one under another name.
std::string newColumns(const Recipe& recipe, const Table& table)
{
    constexpr std::size_t kNamed = 3;
    std::string text;
    std::size_t count = 0;
    for (const Column& column : table.columns)
        if (!recipe.find(column.name) && ++count <= kNamed)
            text += (text.empty() ? "" : ", ") + quoted(column.name, 40);
    return count == 0 ? std::string() : "; new there: " + text + (count > kNamed ? " and others" : "");
}

const Column& columnOf(const ComputedColumns& columns, const std::string& name, const Recipe& recipe,
                       const Table& table)
{
    const Column* column = columns.find(name);
    if (!column)
        throw Error("The data has no column " + quoted(name) + ", which the model was trained with", {},
                    "Load data with the same column names" + newColumns(recipe, table) + ".");
    return *column;
}

double scaled(double value, double shift, double scale)
{
    if (scale == 0)
        return 0;
    const double difference = value - shift;
    return std::isfinite(difference) ? difference / scale : value / scale - shift / scale;
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

Dataset FittedRecipe::transform(const Table& table, const std::vector<Index>& rows, bool withTarget) const
{
    struct Source {
        std::size_t column;
        Index first; ///< first row of x or y
        std::optional<NumberReader> numbers;
        std::optional<LabelFinder> labels;
    };
    const ComputedColumns columns(m_recipe, table);
    std::vector<Source> inputs;
    std::vector<Source> targets;
    std::optional<Source> weight;
    std::vector<const Column*> complete;
    Index features = 0;
    Index outputs = 0;
    for (std::size_t i = 0; i < m_fitted.size(); ++i) {
        const ColumnRecipe& recipe = m_recipe.columns[i];
        const FittedColumn& fitted = m_fitted[i];
        const bool input = recipe.role == ColumnRole::Input;
        if (fitted.coding == Coding::Unused || (!input && !withTarget))
            continue;
        const Column& column = columnOf(columns, recipe.column, m_recipe, table);
        if ((fitted.kind == ColumnKind::DateTime) != (column.kind == ColumnKind::DateTime) &&
            column.kind != ColumnKind::Empty && fitted.kind != ColumnKind::Empty)
            throw Error("The column holds " + std::string(kindName(column.kind)) + " here, it held " +
                            std::string(kindName(fitted.kind)) + " in the training data",
                        "column " + quoted(recipe.column), "Choose the column's type when importing the file.");
        Source source{i, input ? features : outputs, {}, {}};
        if (fitted.coding == Coding::Number || fitted.coding == Coding::Weight) {
            const bool words = fitted.categories.size() == 2;
            source.numbers.emplace(column, words ? fitted.categories[0] : "", words ? fitted.categories[1] : "");
        } else {
            source.labels.emplace(column, fitted.categories, fitted.kind == ColumnKind::Boolean);
        }
        if (input) {
            features += inputWidth(i);
            inputs.push_back(std::move(source));
            if (withTarget && recipe.impute == "drop_row")
                complete.push_back(&column);
        } else if (recipe.role == ColumnRole::Weight) {
            weight.emplace(std::move(source));
        } else {
            outputs += m_target.task == Task::Multiclass ? m_target.outputs() : 1;
            targets.push_back(std::move(source));
        }
    }

    Dataset data;
    data.rows.reserve(rows.size());
    for (const Index row : rows) {
        if (row < 0 || row >= table.rows)
            throw Error("Row " + numberLabel(static_cast<double>(row + 1)) + " is not in the data");
        if (std::none_of(complete.begin(), complete.end(), [&](const Column* c) { return c->isMissing(row); }))
            data.rows.push_back(row);
    }
    const auto samples = static_cast<Index>(data.rows.size());
    data.x.setZero(features, samples);
    data.y.setZero(outputs, samples);
    if (weight)
        data.weights.setZero(samples);

    const auto prepareInput = [&](const Source& source, Index sample, Index row) {
        const ColumnRecipe& recipe = m_recipe.columns[source.column];
        const FittedColumn& fitted = m_fitted[source.column];
        double value = 0;
        if (source.labels) {
            const int place = source.labels->at(row);
            if (fitted.coding == Coding::OneHot) {
                Index hot = place;
                if (place == LabelFinder::kMissing) {
                    const auto fill =
                        std::find(fitted.categories.begin(), fitted.categories.end(), fitted.fillCategory);
                    if (fitted.missingCategory)
                        hot = static_cast<Index>(fitted.categories.size());
                    else if (!fitted.fillCategory.empty() && fill != fitted.categories.end())
                        hot = fill - fitted.categories.begin();
                }
                if (hot >= 0)
                    data.x(source.first + hot, sample) = 1;
                return;
            }
            value = place >= 0 ? place : fitted.fill;
        } else {
            value = source.numbers->at(row);
            if (std::isnan(value))
                value = fitted.fill;
            if (std::isinf(value))
                throw Error("The value is infinite", cellPlace(recipe.column, row), "Correct the cell, or clear it.");
            if (recipe.log) {
                if (value <= -1)
                    throw Error("log(1 + x) needs values greater than -1, the cell is " + numberLabel(value),
                                cellPlace(recipe.column, row), "Correct the cell.");
                value = std::log1p(value);
            }
        }
        value = scaled(value, fitted.shift, fitted.scale);
        if (recipe.clip)
            value = std::clamp(value, -*recipe.clip, *recipe.clip);
        data.x(source.first, sample) = static_cast<Scalar>(bounded(value));
    };
    const auto prepareTarget = [&](const Source& source, Index sample, Index row) {
        const ColumnRecipe& recipe = m_recipe.columns[source.column];
        const FittedColumn& fitted = m_fitted[source.column];
        if (source.numbers) {
            const double value = source.numbers->at(row);
            if (!std::isfinite(value) || (recipe.log && value <= -1))
                throw Error("The target is missing or not a number that can be used", cellPlace(recipe.column, row),
                            "Leave the row out.");
            data.y(source.first, sample) = static_cast<Scalar>(
                bounded(scaled(recipe.log ? std::log1p(value) : value, fitted.shift, fitted.scale)));
            return;
        }
        const int place = source.labels->at(row);
        if (place == LabelFinder::kMissing)
            throw Error("The target is missing", cellPlace(recipe.column, row), "Leave the row out.");
        if (place == LabelFinder::kUnknown)
            throw Error("The model does not know the class " +
                            quoted(cellLabel(columnOf(columns, recipe.column, m_recipe, table), row)),
                        cellPlace(recipe.column, row), "Correct the cell, or leave the row out.");
        if (m_target.task == Task::Multiclass)
            data.y(source.first + place, sample) = 1;
        else
            data.y(source.first, sample) = static_cast<Scalar>(place);
    };

    for (Index sample = 0; sample < samples; ++sample) {
        const Index row = data.rows[static_cast<std::size_t>(sample)];
        for (const Source& source : inputs)
            prepareInput(source, sample, row);
        for (const Source& source : targets)
            prepareTarget(source, sample, row);
        if (weight) {
            const double value = weight->numbers->at(row);
            if (!(value >= 0) || std::isinf(value))
                throw Error("A weight must be a number of at least 0",
                            cellPlace(m_recipe.columns[weight->column].column, row), "Correct the cell.");
            data.weights[sample] = static_cast<Scalar>(value);
        }
    }
    return data;
}

Eigen::MatrixXd FittedRecipe::targetInUnits(const Eigen::MatrixXd& output) const
{
    if (output.rows() != m_target.outputs())
        throw Error("The network has " + numberLabel(static_cast<double>(output.rows())) + " outputs, the target has " +
                    numberLabel(static_cast<double>(m_target.outputs())));
    Eigen::MatrixXd result = output;
    if (m_target.task != Task::Regression)
        return result;
    Index row = 0;
    for (std::size_t i = 0; i < m_fitted.size(); ++i) {
        if (m_recipe.columns[i].role != ColumnRole::Target)
            continue;
        result.row(row) = result.row(row).array() * m_fitted[i].scale + m_fitted[i].shift;
        if (m_recipe.columns[i].log)
            result.row(row) = result.row(row).unaryExpr([](double value) { return std::expm1(value); });
        ++row;
    }
    return result;
}

double FittedRecipe::targetSlope(Index output, double inUnits) const
{
    if (m_target.task != Task::Regression)
        return 1;
    Index row = 0;
    for (std::size_t i = 0; i < m_fitted.size(); ++i)
        if (m_recipe.columns[i].role == ColumnRole::Target && row++ == output)
            return m_fitted[i].scale * (m_recipe.columns[i].log ? 1 + inUnits : 1);
    return 1;
}

Eigen::MatrixXd FittedRecipe::truth(const Table& table, const std::vector<Index>& rows) const
{
    constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
    const bool oneRow = hasClasses(m_target.task);
    Eigen::MatrixXd result(oneRow ? 1 : m_target.outputs(), static_cast<Index>(rows.size()));
    const ComputedColumns columns(m_recipe, table);
    Index output = 0;
    for (std::size_t i = 0; i < m_fitted.size(); ++i) {
        if (m_recipe.columns[i].role != ColumnRole::Target)
            continue;
        const Column* found = columns.find(m_recipe.columns[i].column);
        if (!found)
            throw Error("The data has no column " + quoted(m_recipe.columns[i].column) +
                            ", which holds what the network predicts",
                        {}, "Without it the rows can be predicted, but not evaluated.");
        const Column& column = *found;
        const FittedColumn& fitted = m_fitted[i];
        if (fitted.coding == Coding::Number) {
            const NumberReader reader(column);
            for (std::size_t k = 0; k < rows.size(); ++k) {
                const double value = reader.at(rows[k]);
                const bool usable = std::isfinite(value) && !(m_recipe.columns[i].log && value <= -1);
                result(output, static_cast<Index>(k)) = usable ? value : kMissing;
            }
        } else {
            const LabelFinder finder(column, fitted.categories, fitted.kind == ColumnKind::Boolean);
            for (std::size_t k = 0; k < rows.size(); ++k) {
                const int label = finder.at(rows[k]);
                result(output, static_cast<Index>(k)) = label == LabelFinder::kMissing   ? kMissing
                                                        : label == LabelFinder::kUnknown ? HUGE_VAL
                                                                                         : label;
            }
        }
        ++output;
    }
    return result;
}

} // namespace netloom
