// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/preparation/computed_columns.h"
#include "core/preparation/fitted_recipe.h"

#include <cmath>
#include <limits>

namespace netloom {

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
