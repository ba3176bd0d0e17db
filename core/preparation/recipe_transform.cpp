// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/preparation/computed_columns.h"
#include "core/preparation/fitted_recipe.h"
#include "core/preparation/recipe.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace netloom {

namespace {

/// Beyond this a prepared number is an outlier in the millions of deviations; products with it must stay finite in 32
/// bits.
constexpr double kLargest = 1e15;

double bounded(double value)
{
    return std::clamp(value, -kLargest, kLargest);
}

const Column& columnOf(const ComputedColumns& columns, const std::string& name)
{
    const Column* column = columns.find(name);
    if (!column)
        throw Error("The data has no column " + quoted(name) + ", which the model was trained with", {},
                    "Load data with the same column names.");
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
        const Column& column = columnOf(columns, recipe.column);
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
            throw Error("The model does not know the class " + quoted(cellLabel(columnOf(columns, recipe.column), row)),
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

} // namespace netloom
