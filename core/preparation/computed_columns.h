// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/preparation/recipe.h"

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// The columns that a recipe computes by formulas (core/data/expression.h) over the others: of the file, and computed
/// ones that stand before it in the recipe. Dates count in days since 1970-01-01, yes and no as 1 and 0. A condition
/// gives a column of yes and no, anything else numbers; where there is no value (a missing cell, log 0) the cell is
/// missing.
class ComputedColumns
{
public:
    /// Computes what the table has not got by the same formula; refers to the table. @throws Error naming the column,
    /// and the place in the formula or the cell that is no number
    ComputedColumns(const Recipe& recipe, const Table& table);

    /// A column of the recipe, computed or the table's own; null: none.
    const Column* find(std::string_view name) const;
    std::deque<Column> take() { return std::move(m_computed); }

private:
    const Table& m_table;
    std::deque<Column> m_computed;
};

/// One such column of a table. @throws Error
Column computedColumn(const std::string& name, std::string_view formula, const Table& table);
/// The columns that a formula asks for, in the table's order. @throws Error where it is not understood
std::vector<std::string> columnsOfFormula(std::string_view formula, const std::vector<std::string>& columns);

/// The columns of the file that the inputs are made of: those that are inputs, and those that computed inputs ask for
/// whatever their own role; in the recipe's order.
std::vector<std::string> columnsBehindInputs(const Recipe& recipe);

/// The table with the computed columns of the recipe behind those of the file, and no others; the same table where it
/// has them. @throws Error
std::shared_ptr<const Table> withComputedColumns(std::shared_ptr<const Table> table, const Recipe& recipe);
/// The input column that a computed one is made of alone, so that both move together; empty where there is none, or
/// more than one, or it is no input.
std::string onlySourceOf(const ColumnRecipe& computed, const Recipe& recipe);
/// Behind the columns of `recipe`, of a table, come the computed ones of another recipe that the table can give.
void takeOverComputed(const Recipe& from, Recipe& recipe, const Table& table);

/// "name = formula" in its two parts. @throws Error where there is no "=", or one part is empty
ColumnRecipe parseComputed(std::string_view text);

} // namespace netloom
