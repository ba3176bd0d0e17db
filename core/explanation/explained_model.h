// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_network.h"
#include "core/project/model.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// A column of the user's table as the network sees it: all inputs made of it move together, those of columns that are
/// computed from it alone among them. A column computed from several counts as one of its own.
struct ExplainedColumn {
    std::string name;
    Index recipeColumn = -1; ///< in Recipe::columns
    InputGroup inputs;
    bool categories = false; ///< one input per word; else one number
};

/// In what a prediction is explained.
enum class ExplainedScale {
    Default, ///< log-odds for two classes and yes/no targets, probability for more classes, units for numbers
    Probability,
    LogOdds, ///< ln p / (1 − p): what a network with two classes adds up
    Units    ///< of the target
};

/// A trained model with the table it was trained on: what explanations in the user's columns and units are made from.
/// Copies share model and table; used by one thread each, as the network inside it is.
class ExplainedModel
{
public:
    /// @param trainRows  of the table; the background, ranges and scales come from them
    /// @throws Error where the model has no preparation, no column is an input, weights are not finite, or the scale
    /// does not suit the target
    ExplainedModel(Model model, std::shared_ptr<const Table> table, std::vector<Index> trainRows,
                   ExplainedScale scale = ExplainedScale::Default);
    ExplainedModel(const ExplainedModel& other);
    ExplainedModel(ExplainedModel&&) = default;

    const Model& model() const { return m_model; }
    const FittedRecipe& preparation() const { return *m_model.preparation; }
    const TargetInfo& target() const { return preparation().target(); }
    const Table& table() const { return *m_table; }
    const std::shared_ptr<const Table>& sharedTable() const { return m_table; }
    const std::vector<Index>& trainRows() const { return m_trainRows; }
    ExplainedScale scale() const { return m_scale; } ///< never Default
    /// "log-odds", "probability", or "units of price".
    std::string scaleName() const;

    const std::vector<ExplainedColumn>& columns() const { return m_columns; }
    const std::vector<InputGroup>& groups() const { return m_groups; }
    /// Place in columns(). @throws Error naming the columns there are
    std::size_t column(std::string_view name) const;
    /// What each value is of: the positive class, each class, each target.
    const std::vector<std::string>& outputNames() const { return target().names; }
    /// The output that a prediction is about: the predicted class of more than two, else the first.
    Index outputOf(const Matrix& x);

    /// Rows of a table with the same columns, inputs × rows. @throws Error naming column and row
    Matrix prepared(const Table& table, const std::vector<Index>& rows) const;
    /// Its cells in table(). @throws Error where the table lacks it
    const Column& cells(std::size_t column) const;
    /// What cells of one column become: its inputs × cells. @param cells  of the kind of that column
    Matrix preparedCells(std::size_t column, Column cells) const;
    /// The cell as the file has it, "(missing)" where it has none.
    std::string cellText(std::size_t column, const Table& table, Index row) const;

    /// In scale(), outputs × rows.
    Eigen::MatrixXd values(const Matrix& x) { return m_network->values(x); }
    ValueFunction valueFunction();
    /// Probabilities, or numbers in their units; outputs × rows.
    Eigen::MatrixXd predictions(const Matrix& x);
    ExplainedNetwork& network() { return *m_network; }

private:
    std::unique_ptr<ExplainedNetwork> makeNetwork() const;

    Model m_model;
    std::shared_ptr<const Table> m_table;
    std::vector<Index> m_trainRows;
    ExplainedScale m_scale;
    std::vector<ExplainedColumn> m_columns;
    std::vector<InputGroup> m_groups;
    std::unique_ptr<ExplainedNetwork> m_network;
    std::unique_ptr<Inference> m_predictor; ///< made when it is needed
};

} // namespace netloom
