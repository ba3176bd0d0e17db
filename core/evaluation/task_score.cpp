// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/task_score.h"

#include "core/evaluation/explained_share.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

double mean(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return values.empty() ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(values.size());
}

bool isRight(const Matrix& prediction, const Matrix& target, Index sample)
{
    Index predicted = 0;
    Index actual = 0;
    if (!prediction.col(sample).allFinite())
        return false;
    prediction.col(sample).maxCoeff(&predicted);
    target.col(sample).maxCoeff(&actual);
    return predicted == actual;
}

double rightCells(const Matrix& prediction, const Matrix& target, Index sample)
{
    Index right = 0;
    for (Index i = 0; i < target.rows(); ++i)
        right += std::isfinite(prediction(i, sample)) &&
                         (prediction(i, sample) > Scalar(0.5)) == (target(i, sample) > Scalar(0.5))
                     ? 1
                     : 0;
    return static_cast<double>(right) / static_cast<double>(target.rows());
}

void addNumbers(TaskScore& score, const Matrix& prediction, const Matrix& target)
{
    const auto outputs = static_cast<double>(target.rows());
    const auto count = static_cast<double>(target.cols());
    for (Index output = 0; output < target.rows(); ++output) {
        double average = 0;
        for (Index i = 0; i < target.cols(); ++i)
            average += static_cast<double>(target(output, i)) / count;
        double variance = 0;
        for (Index i = 0; i < target.cols(); ++i) {
            const double d = static_cast<double>(target(output, i)) - average;
            variance += d * d / count;
        }
        if (variance <= 0)
            variance = std::numeric_limits<double>::quiet_NaN();
        for (Index i = 0; i < target.cols(); ++i) {
            const double error = static_cast<double>(prediction(output, i)) - static_cast<double>(target(output, i));
            score.rows[static_cast<std::size_t>(i)] += (1 - error * error / variance) / outputs;
        }
    }
}

} // namespace

TaskScore taskScore(Task task, const Matrix& prediction, const Matrix& target)
{
    TaskScore score;
    score.rows.assign(static_cast<std::size_t>(target.cols()), 0.0);
    switch (task) {
    case Task::Multiclass:
        score.key = "accuracy";
        for (Index i = 0; i < target.cols(); ++i)
            score.rows[static_cast<std::size_t>(i)] = isRight(prediction, target, i) ? 1 : 0;
        break;
    case Task::Binary:
    case Task::MultiBinary:
        score.key = task == Task::Binary ? "accuracy" : "binary_accuracy";
        for (Index i = 0; i < target.cols(); ++i)
            score.rows[static_cast<std::size_t>(i)] = rightCells(prediction, target, i);
        break;
    case Task::Regression:
    case Task::None:
        score.key = "r2";
        addNumbers(score, prediction, target);
        break;
    }
    score.value = withoutRounding(mean(score.rows));
    score.broken = !prediction.allFinite();
    return score;
}

double rowLoss(Task task, const Matrix& prediction, const Matrix& target, Index row)
{
    constexpr double kLeast = 1e-6; // one answer that is wholly wrong must not decide alone
    double sum = 0;
    for (Index i = 0; i < target.rows(); ++i) {
        const double p = static_cast<double>(prediction(i, row));
        const double t = static_cast<double>(target(i, row));
        switch (task) {
        case Task::Multiclass:
            sum -= t * std::log(std::max(p, kLeast));
            break;
        case Task::Binary:
        case Task::MultiBinary:
            sum -= t * std::log(std::max(p, kLeast)) + (1 - t) * std::log(std::max(1 - p, kLeast));
            break;
        case Task::Regression:
        case Task::None:
            sum += (p - t) * (p - t);
            break;
        }
    }
    return task == Task::Multiclass ? sum : sum / static_cast<double>(target.rows());
}

Estimate estimate(const std::vector<double>& rows)
{
    Estimate result;
    result.value = mean(rows);
    if (rows.size() < 2)
        return result;
    double squares = 0;
    for (const double row : rows)
        squares += (row - result.value) * (row - result.value);
    const auto count = static_cast<double>(rows.size());
    result.error = std::sqrt(squares / (count - 1) / count);
    return result;
}

Estimate leadOver(const TaskScore& a, const TaskScore& b)
{
    std::vector<double> differences(std::min(a.rows.size(), b.rows.size()));
    for (std::size_t i = 0; i < differences.size(); ++i)
        differences[i] = a.rows[i] - b.rows[i];
    return estimate(differences);
}

} // namespace netloom
