// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/part_metrics.h"

#include "core/evaluation/explained_share.h"
#include "core/training/evaluate.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr Scalar kThreshold = Scalar(0.5);

/// Metrics of the settings that are told in units of the target instead.
bool isReplaced(const std::string& key)
{
    return key == "r2_score" || key == "mean_absolute_error" || key == "root_mean_squared_error" ||
           key == "mean_squared_error";
}

struct NumberErrors {
    double r2 = 0;
    double absolute = 0;
    double rootSquared = 0;
};

/// Of one row of matrices, i.e. one target column.
NumberErrors numberErrors(const Matrix& actual, const Matrix& predicted, Index row)
{
    const Index samples = actual.cols();
    const auto count = static_cast<double>(samples);
    double mean = 0;
    for (Index i = 0; i < samples; ++i)
        mean += static_cast<double>(actual(row, i));
    mean /= count;
    double squared = 0;
    double absolute = 0;
    double spread = 0;
    for (Index i = 0; i < samples; ++i) {
        const double value = static_cast<double>(actual(row, i));
        const double error = static_cast<double>(predicted(row, i)) - value;
        squared += error * error;
        absolute += std::abs(error);
        spread += (value - mean) * (value - mean);
    }
    // A target that does not vary: all right or all wrong, as scikit-learn's r2_score has it.
    const double r2 = spread > 0 ? explainedShare(squared, spread) : (squared == 0 ? 1.0 : 0.0);
    return {r2, absolute / count, std::sqrt(squared / count)};
}

void addNumbers(PartMetrics& result, const FittedRecipe& fitted, const Matrix& predicted, const Matrix& target)
{
    const Matrix actual = fitted.undoTarget(target);
    const Matrix numbers = fitted.undoTarget(predicted);
    NumberErrors sum;
    for (Index row = 0; row < actual.rows(); ++row) {
        const NumberErrors one = numberErrors(actual, numbers, row);
        sum.r2 += one.r2;
        sum.absolute += one.absolute;
        sum.rootSquared += one.rootSquared;
    }
    const auto targets = static_cast<double>(actual.rows());
    result.values.emplace_back("r2", sum.r2 / targets);
    result.values.emplace_back("mean_absolute_error", sum.absolute / targets);
    result.values.emplace_back("root_mean_squared_error", sum.rootSquared / targets);
}

void countClasses(PartMetrics& result, const Matrix& predicted, const Matrix& target)
{
    const std::size_t classes = result.classes.size();
    result.confusion.assign(classes, std::vector<Index>(classes, 0));
    const auto classOf = [](const Matrix& block, Index sample) {
        if (block.rows() == 1)
            return block(0, sample) > kThreshold ? std::size_t(1) : std::size_t(0);
        Index best = 0;
        block.col(sample).maxCoeff(&best);
        return static_cast<std::size_t>(best);
    };
    for (Index i = 0; i < target.cols(); ++i)
        ++result.confusion.at(classOf(target, i)).at(classOf(predicted, i));
}

} // namespace

const double* PartMetrics::find(std::string_view key) const
{
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == key; });
    return found == values.end() ? nullptr : &found->second;
}

PartMetrics partMetrics(const Model& model, const TrainingConfig& config, const Dataset& data)
{
    return partMetrics(model, config, data,
                       data.samples() > 0 ? predict(model.network, model.weights, data.x) : Matrix());
}

PartMetrics partMetrics(const Model& model, const TrainingConfig& config, const Dataset& data, const Matrix& prediction)
{
    const FittedRecipe& fitted = *model.preparation;
    PartMetrics result;
    result.rows = data.samples();
    const Task task = fitted.target().task;
    if (hasClasses(task))
        result.classes = fitted.target().classes;
    if (result.rows == 0)
        return result;
    const bool numbers = task == Task::Regression;
    for (const auto& [key, value] : evaluate(model.network, model.weights, config, data)) {
        if (!numbers || !isReplaced(key))
            result.values.emplace_back(key, value);
        if (key == "loss" && numbers)
            addNumbers(result, fitted, prediction, data.y);
    }
    if (!result.classes.empty())
        countClasses(result, prediction, data.y);
    return result;
}

} // namespace netloom
