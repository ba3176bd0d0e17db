// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/computed_columns.h"
#include "core/preparation/fitted_recipe.h"
#include "core/preparation/recipe.h"

namespace netloom {

/// Finds the numbers of a FittedRecipe from training rows. Used by FittedRecipe::fit() only.
class FittedRecipe::Fitter
{
public:
    Fitter(const Recipe& recipe, const Table& table, const std::vector<Index>& trainRows);
    FittedRecipe fit();

private:
    static constexpr std::size_t kMostCategories = 10000;

    const Column& columnOf(const ColumnRecipe& recipe) const;
    void leaveOutIncompleteRows();
    void fitInput(const ColumnRecipe& recipe, FittedColumn& fitted) const;
    void fitNumber(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const;
    void fitOneHot(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const;
    void fitOrdinal(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const;
    void fitWeight(const ColumnRecipe& recipe, FittedColumn& fitted) const;
    /// Shift and scale of values that already had their logarithm taken.
    void fitScale(const std::string& scale, std::vector<double> values, const std::string& column,
                  FittedColumn& fitted) const;
    Task fitTargets(FittedRecipe& result) const;
    void fitClasses(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const;
    void fitTargetNumber(const ColumnRecipe& recipe, const Column& column, FittedColumn& fitted) const;

    const Recipe& m_recipe;
    const Table& m_table;
    ComputedColumns m_columns;
    std::vector<Index> m_rows;
};

} // namespace netloom
