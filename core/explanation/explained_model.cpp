// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/explained_model.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/evaluation/predicted_rows.h"
#include "core/explanation/repeated_row.h"
#include "core/network/final_activation.h"
#include "core/preparation/computed_columns.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// Log-odds of each class from what softmax is applied to.
OutputScale softmaxLogOdds()
{
    const auto others = [](const Eigen::MatrixXd& z, Index which, Index row, double& largest) {
        largest = -HUGE_VAL;
        for (Index k = 0; k < z.rows(); ++k)
            largest = k == which ? largest : std::max(largest, z(k, row));
        double sum = 0;
        for (Index k = 0; k < z.rows(); ++k)
            sum += k == which ? 0 : std::exp(z(k, row) - largest);
        return sum;
    };
    OutputScale scale;
    scale.values = [others](const Eigen::MatrixXd& z) {
        Eigen::MatrixXd result(z.rows(), z.cols());
        for (Index row = 0; row < z.cols(); ++row)
            for (Index k = 0; k < z.rows(); ++k) {
                double largest = 0;
                const double sum = others(z, k, row, largest);
                result(k, row) = z(k, row) - largest - std::log(sum);
            }
        return result;
    };
    scale.slopes = [others](const Eigen::MatrixXd& z, Index which) {
        Eigen::MatrixXd result(z.rows(), z.cols());
        for (Index row = 0; row < z.cols(); ++row) {
            double largest = 0;
            const double sum = others(z, which, row, largest);
            for (Index k = 0; k < z.rows(); ++k)
                result(k, row) = k == which ? 1 : -std::exp(z(k, row) - largest) / sum;
        }
        return result;
    };
    return scale;
}

/// Of outputs that are probabilities without a sigmoid or softmax behind them.
OutputScale outputLogOdds()
{
    OutputScale scale;
    scale.values = [](const Eigen::MatrixXd& p) { return Eigen::MatrixXd(p.array().log() - (-p.array()).log1p()); };
    scale.slopes = [](const Eigen::MatrixXd& p, Index which) {
        Eigen::MatrixXd result = Eigen::MatrixXd::Zero(p.rows(), p.cols());
        result.row(which) = (p.row(which).array() * (1 - p.row(which).array())).inverse();
        return result;
    };
    return scale;
}

OutputScale targetUnits(std::shared_ptr<const FittedRecipe> fitted)
{
    OutputScale scale;
    scale.values = [fitted](const Eigen::MatrixXd& y) { return fitted->targetInUnits(y); };
    scale.slopes = [fitted](const Eigen::MatrixXd& y, Index which) {
        const Eigen::MatrixXd values = fitted->targetInUnits(y);
        Eigen::MatrixXd result = Eigen::MatrixXd::Zero(y.rows(), y.cols());
        for (Index row = 0; row < y.cols(); ++row)
            result(which, row) = fitted->targetSlope(which, values(which, row));
        return result;
    };
    return scale;
}

ExplainedScale resolved(ExplainedScale wanted, const TargetInfo& target)
{
    const bool numbers = target.task == Task::Regression || target.task == Task::None;
    if (wanted == ExplainedScale::Default)
        return numbers                           ? ExplainedScale::Units
               : target.task == Task::Multiclass ? ExplainedScale::Probability
                                                 : ExplainedScale::LogOdds;
    if (numbers != (wanted == ExplainedScale::Units))
        throw Error(numbers ? "A number has no probability or log-odds"
                            : "Classes have no units; they are explained as probability or log-odds",
                    {}, "Choose another scale.");
    return wanted;
}

} // namespace

ExplainedModel::ExplainedModel(Model model, std::shared_ptr<const Table> table, std::vector<Index> trainRows,
                               ExplainedScale scale)
    : m_model(std::move(model)), m_table(std::move(table)), m_trainRows(std::move(trainRows)), m_scale(scale)
{
    if (!m_model.preparation)
        throw Error("It is not known how the data were prepared for this network", {}, "Train the network.");
    m_scale = resolved(scale, target());
    requireFinite(m_model.weights);
    const std::vector<Feature>& features = preparation().features();
    const Recipe& recipe = preparation().recipe();
    for (std::size_t i = 0; i < features.size(); ++i) {
        const ColumnRecipe& own = recipe.columns[static_cast<std::size_t>(features[i].column)];
        const std::string source = onlySourceOf(own, recipe);
        const std::string& name = source.empty() ? own.column : source;
        auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                  [&](const ExplainedColumn& column) { return column.name == name; });
        if (found == m_columns.end()) {
            ExplainedColumn column;
            column.recipeColumn = features[i].column;
            column.name = name;
            found = m_columns.insert(m_columns.end(), std::move(column));
        }
        found->inputs.push_back(static_cast<Index>(i));
        found->categories = found->categories || (source.empty() && features[i].name != name);
    }
    if (m_columns.empty())
        throw Error("No column is an input of the network", {}, "Give a column the role of an input.");
    for (const ExplainedColumn& column : m_columns)
        m_groups.push_back(column.inputs);
    m_network = makeNetwork();
}

ExplainedModel::ExplainedModel(const ExplainedModel& other)
    : m_model(other.m_model),
      m_table(other.m_table),
      m_trainRows(other.m_trainRows),
      m_scale(other.m_scale),
      m_columns(other.m_columns),
      m_groups(other.m_groups),
      m_network(makeNetwork())
{
}

std::unique_ptr<ExplainedNetwork> ExplainedModel::makeNetwork() const
{
    const auto inputs = static_cast<Index>(preparation().features().size());
    const ActivationKernel last = finalActivation(m_model.network, inputs);
    using Space = ExplainedNetwork::Space;
    Space space = Space::Output;
    OutputScale scale;
    if (m_scale == ExplainedScale::Units) {
        scale = targetUnits(m_model.preparation);
    } else if (m_scale == ExplainedScale::LogOdds) {
        const bool softmax = target().task == Task::Multiclass;
        if (last == (softmax ? ActivationKernel::Softmax : ActivationKernel::Sigmoid)) {
            space = Space::Logit;
            scale = softmax ? softmaxLogOdds() : OutputScale{};
        } else {
            scale = outputLogOdds();
        }
    }
    auto network = std::make_unique<ExplainedNetwork>(m_model.network, m_model.weights, inputs, space, scale);
    if (network->outputs() != target().outputs())
        throw Error("The network has " + std::to_string(network->outputs()) + " outputs, the target needs " +
                        std::to_string(target().outputs()),
                    {}, "Train the network on this target.");
    return network;
}

std::string ExplainedModel::scaleName() const
{
    switch (m_scale) {
    case ExplainedScale::LogOdds:
        return "log-odds";
    case ExplainedScale::Units:
        return "units of " + target().column;
    case ExplainedScale::Probability:
    case ExplainedScale::Default:
        break;
    }
    return "probability";
}

std::size_t ExplainedModel::column(std::string_view name) const
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].name == name)
            return i;
        names.push_back(m_columns[i].name);
    }
    throw Error("The network has no input column " + quoted(name), {}, didYouMean(name, names));
}

Index ExplainedModel::outputOf(const Matrix& x)
{
    return target().task == Task::Multiclass ? decide(predictions(x).col(0)) : 0;
}

Matrix ExplainedModel::prepared(const Table& table, const std::vector<Index>& rows) const
{
    return preparation().transform(table, rows, false).x;
}

Matrix ExplainedModel::preparedCells(std::size_t column, Column cells) const
{
    const ExplainedColumn& which = m_columns.at(column);
    const Index count = cells.size();
    Table rows = repeatedRow(*m_table, m_trainRows.empty() ? 0 : m_trainRows.front(), count);
    cells.name = which.name;
    const Index place = rows.find(which.name);
    const Index own = m_table->find(which.name);
    if (place >= 0) {
        rows.columns[static_cast<std::size_t>(place)] = std::move(cells);
    } else if (own >= 0) { // computed: these cells take the place of what its formula would give
        const Index row = m_trainRows.empty() ? 0 : m_trainRows.front();
        for (const Column& each : m_table->columns) {
            if (each.formula.empty())
                continue;
            Column kept = each.name == which.name ? std::move(cells) : repeatedCell(each, row, count);
            kept.formula = each.formula; // as such a column is taken as it is
            rows.columns.push_back(std::move(kept));
        }
    } else {
        throw Error("The data has no column " + quoted(which.name), {}, "Load data with the same column names.");
    }
    std::vector<Index> all(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<Index>(i);
    const Matrix x = prepared(rows, all);
    Matrix result(static_cast<Index>(which.inputs.size()), count);
    for (std::size_t k = 0; k < which.inputs.size(); ++k)
        result.row(static_cast<Index>(k)) = x.row(which.inputs[k]);
    return result;
}

const Column& ExplainedModel::cells(std::size_t column) const
{
    const std::string& name = m_columns.at(column).name;
    const Index place = m_table->find(name);
    if (place < 0)
        throw Error("The data has no column " + quoted(name), {}, "Load data with the same column names.");
    return m_table->columns[static_cast<std::size_t>(place)];
}

std::string ExplainedModel::cellText(std::size_t column, const Table& table, Index row) const
{
    const Index place = table.find(m_columns.at(column).name);
    if (place < 0)
        return "(missing)";
    const Column& cells = table.columns[static_cast<std::size_t>(place)];
    return cells.isMissing(row) ? "(missing)" : cells.text(row);
}

ValueFunction ExplainedModel::valueFunction()
{
    return [network = m_network.get()](const Matrix& x) { return network->values(x); };
}

Eigen::MatrixXd ExplainedModel::predictions(const Matrix& x)
{
    if (!m_predictor)
        m_predictor = std::make_unique<Inference>(m_model.network, m_model.weights,
                                                  static_cast<Index>(preparation().features().size()));
    return preparation().targetInUnits(m_predictor->predict(x).cast<double>());
}

} // namespace netloom
