// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/predicted_rows.h"

#include "core/base/count_text.h"
#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/network/final_activation.h"
#include "core/network/inference.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// "1 row", "1,234 rows".
std::string rowCount(Index count)
{
    return countText(count) + (count == 1 ? " row" : " rows");
}

/// Keeps some of the columns of a matrix that may be empty.
Eigen::MatrixXd columnsOf(const Eigen::MatrixXd& matrix, const std::vector<Index>& columns)
{
    if (matrix.size() == 0)
        return matrix;
    Eigen::MatrixXd result(matrix.rows(), static_cast<Index>(columns.size()));
    for (std::size_t i = 0; i < columns.size(); ++i)
        result.col(static_cast<Index>(i)) = matrix.col(columns[i]);
    return result;
}

/// What the outputs of a network are made of, where they are probabilities.
Eigen::MatrixXd logitsOf(const Model& model, Inference& inference, const Matrix& x)
{
    const ActivationKernel last = finalActivation(model.network, inference.inputs());
    if (last != ActivationKernel::Sigmoid && last != ActivationKernel::Softmax)
        return {};
    return inference.logits(model.network.layers.size() - 1, x).cast<double>();
}

PredictedRows withPredictions(const TargetRows& rows, const FittedRecipe& fitted, const Eigen::MatrixXd& output,
                              const Eigen::MatrixXd& logits)
{
    const Index outputs = fitted.target().outputs();
    if (output.rows() != outputs)
        throw Error("the network has " + countText(output.rows()) + " outputs, the target needs " + countText(outputs),
                    {}, "Train the network on this target.");
    PredictedRows result =
        usableRows(fitted.target(), rows.known.rows, rows.known.truth, fitted.targetInUnits(output), logits);
    result.missingTargets += rows.known.missingTargets;
    result.unknownClasses += rows.known.unknownClasses;
    result.unknownClass = rows.known.unknownClass;
    result.incomplete = rows.known.incomplete;
    return result;
}

} // namespace

std::vector<std::string> PredictedRows::remarks() const
{
    std::vector<std::string> result;
    if (broken > 0)
        result.push_back("The network is broken: its prediction for " + rowCount(broken) +
                         " is not a number. Train it again, or look for weights that are not finite.");
    std::string parts;
    const auto add = [&](Index count, const std::string& reason) {
        if (count > 0)
            parts += (parts.empty() ? "" : "; ") + rowCount(count) + " " + reason;
    };
    add(missingTargets, "without a target");
    add(unknownClasses, "of a class that the network does not know (first: " + quoted(unknownClass) + ")");
    add(incomplete, "with a missing cell in a column whose rows must be complete");
    if (!parts.empty())
        result.push_back("Left out: " + parts + ".");
    return result;
}

bool PredictedRows::areProbabilities() const
{
    if (target.task == Task::Regression || target.task == Task::None)
        return false;
    if (output.size() == 0)
        return true;
    if (output.minCoeff() < 0 || output.maxCoeff() > 1)
        return false;
    constexpr double kRounding = 1e-4; // of sums of many numbers in single precision
    return target.task != Task::Multiclass || (output.colwise().sum().array() - 1).abs().maxCoeff() < kRounding;
}

std::vector<int> PredictedRows::classes() const
{
    std::vector<int> result(static_cast<std::size_t>(size()));
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = static_cast<int>(truth(0, static_cast<Index>(i)));
    return result;
}

std::vector<int> PredictedRows::decided(double threshold) const
{
    std::vector<int> result(static_cast<std::size_t>(size()));
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = decide(output.col(static_cast<Index>(i)), threshold);
    return result;
}

std::vector<double> PredictedRows::scores(Index which) const
{
    std::vector<double> result(static_cast<std::size_t>(size()));
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = output(which, static_cast<Index>(i));
    return result;
}

std::vector<std::uint8_t> PredictedRows::positive(Index which) const
{
    std::vector<std::uint8_t> result(static_cast<std::size_t>(size()));
    for (std::size_t i = 0; i < result.size(); ++i) {
        const auto row = static_cast<Index>(i);
        result[i] = target.task == Task::Multiclass ? truth(0, row) == static_cast<double>(which)
                                                    : truth(target.task == Task::Binary ? 0 : which, row) > 0.5;
    }
    return result;
}

std::vector<double> PredictedRows::outputLogits(Index which) const
{
    const bool known = logits.size() > 0;
    std::vector<double> result(static_cast<std::size_t>(size()));
    for (std::size_t i = 0; i < result.size(); ++i) {
        const auto row = static_cast<Index>(i);
        if (!known) {
            const double p = output(which, row);
            result[i] = std::log(p) - std::log1p(-p);
        } else if (target.task == Task::Multiclass) {
            double largest = -HUGE_VAL;
            for (Index k = 0; k < logits.rows(); ++k)
                largest = k == which ? largest : std::max(largest, logits(k, row));
            double others = 0;
            for (Index k = 0; k < logits.rows(); ++k)
                others += k == which ? 0 : std::exp(logits(k, row) - largest);
            result[i] = logits(which, row) - largest - std::log(others);
        } else {
            result[i] = logits(which, row);
        }
    }
    return result;
}

std::vector<double> PredictedRows::residuals(Index which) const
{
    std::vector<double> result(static_cast<std::size_t>(size()));
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = truth(which, static_cast<Index>(i)) - output(which, static_cast<Index>(i));
    return result;
}

PredictedRows withPositive(PredictedRows rows, const std::string& positive)
{
    if (rows.target.task != Task::Binary || rows.target.classes.at(0) != positive)
        return rows;
    std::swap(rows.target.classes[0], rows.target.classes[1]);
    rows.target.names = {rows.target.classes[1]};
    rows.truth = 1 - rows.truth.array();
    rows.output = 1 - rows.output.array();
    rows.logits = -rows.logits;
    return rows;
}

int decide(const Eigen::Ref<const Eigen::VectorXd>& output, double threshold)
{
    if (output.size() == 1)
        return output[0] > threshold ? 1 : 0;
    Index best = 0;
    for (Index k = 1; k < output.size(); ++k)
        if (output[k] > output[best])
            best = k;
    return static_cast<int>(best);
}

PredictedRows usableRows(TargetInfo target, std::vector<Index> rows, const Eigen::MatrixXd& truth,
                         const Eigen::MatrixXd& output, const Eigen::MatrixXd& logits)
{
    PredictedRows result;
    result.target = std::move(target);
    std::vector<Index> kept;
    for (Index i = 0; i < truth.cols(); ++i) {
        if (truth.col(i).array().isNaN().any())
            ++result.missingTargets;
        else if (truth.col(i).array().isInf().any())
            ++result.unknownClasses;
        else if (!output.col(i).allFinite())
            ++result.broken;
        else
            kept.push_back(i);
    }
    if (static_cast<Index>(kept.size()) == truth.cols()) {
        result.rows = std::move(rows);
        result.truth = truth;
        result.output = output;
        result.logits = logits;
        return result;
    }
    for (const Index i : kept)
        result.rows.push_back(rows.at(static_cast<std::size_t>(i)));
    result.truth = columnsOf(truth, kept);
    result.output = columnsOf(output, kept);
    result.logits = columnsOf(logits, kept);
    return result;
}

TargetRows targetRows(const FittedRecipe& fitted, const Table& table, const std::vector<Index>& rows)
{
    const Eigen::MatrixXd truth = fitted.truth(table, rows);
    TargetRows result;
    result.known.target = fitted.target();
    std::vector<Index> usable;
    std::vector<Index> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto column = truth.col(static_cast<Index>(i)).array();
        if (column.isNaN().any()) {
            ++result.known.missingTargets;
        } else if (column.isInf().any()) {
            if (result.known.unknownClasses++ == 0)
                for (const ColumnRecipe& one : fitted.recipe().columns)
                    if (one.role == ColumnRole::Target && result.known.unknownClass.empty() &&
                        table.find(one.column) >= 0)
                        result.known.unknownClass =
                            cellLabel(table.columns[static_cast<std::size_t>(table.find(one.column))], rows[i]);
        } else {
            usable.push_back(rows[i]);
            places.push_back(static_cast<Index>(i));
        }
    }
    result.data = fitted.transform(table, usable);
    result.known.incomplete = static_cast<Index>(usable.size() - result.data.rows.size());
    std::vector<Index> kept;
    for (std::size_t i = 0; i < usable.size() && kept.size() < result.data.rows.size(); ++i)
        if (usable[i] == result.data.rows[kept.size()])
            kept.push_back(places[i]);
    result.known.rows = result.data.rows;
    result.known.truth = columnsOf(truth, kept);
    return result;
}

PredictedRows predictRows(const Model& model, const TargetRows& rows)
{
    if (rows.data.samples() == 0)
        return rows.known;
    Inference inference(model.network, model.weights, rows.data.x.rows());
    const Eigen::MatrixXd output = inference.predict(rows.data.x).cast<double>();
    return withPredictions(rows, *model.preparation, output, logitsOf(model, inference, rows.data.x));
}

PredictedRows predictRows(const LinearModel& model, const FittedRecipe& fitted, const TargetRows& rows)
{
    if (rows.data.samples() == 0)
        return rows.known;
    Eigen::MatrixXd z = model.weights * rows.data.x.cast<double>();
    z.colwise() += model.bias;
    Eigen::MatrixXd output = z;
    if (model.link == LinearModel::Link::Identity)
        return withPredictions(rows, fitted, output, {});
    for (Index i = 0; i < z.cols(); ++i) {
        if (model.link == LinearModel::Link::Logistic) {
            output.col(i) = z.col(i).unaryExpr([](double v) { return 1 / (1 + std::exp(-v)); });
        } else {
            output.col(i) = (z.col(i).array() - z.col(i).maxCoeff()).exp();
            output.col(i) /= output.col(i).sum();
        }
    }
    return withPredictions(rows, fitted, output, z);
}

} // namespace netloom
