// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/yardsticks.h"

#include "core/evaluation/logistic_regression.h"
#include "core/evaluation/ridge_regression.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

namespace netloom {

namespace {

/// Shares of the classes, or means: what a model answers that looks at no input.
LinearModel constantModel(const Dataset& train)
{
    Eigen::VectorXd weights = Eigen::VectorXd::Ones(train.samples());
    if (train.weights.size() > 0)
        weights = train.weights.cast<double>();
    LinearModel model;
    model.weights = Eigen::MatrixXd::Zero(train.y.rows(), train.x.rows());
    model.bias = train.y.cast<double>() * weights / weights.sum();
    return model;
}

std::string constantAnswer(Task task)
{
    return task == Task::Regression ? "the mean" : "the most frequent class";
}

/// "0.977", "−0.21"; as many digits as tell rows apart on a few hundred of them.
/// Accuracy in percent, as the window writes it everywhere.
std::string scoreText(const TaskScore& score)
{
    if (score.value < -1000)
        return "far below 0";
    const bool share = score.key != "r2";
    char text[64];
    const double shown = std::abs(score.value) < 0.0005 ? 0 : share ? 100 * score.value : score.value; // never "-0.000"
    const auto end = std::to_chars(text, text + sizeof text, std::abs(shown), std::chars_format::fixed, share ? 1 : 3);
    return (shown < 0 ? "−" : "") + std::string(text, end.ptr) + (share ? " %" : "");
}

std::string scoreName(const std::string& key)
{
    return key == "r2" ? "R²" : "accuracy";
}

bool hasHiddenLayers(const NetworkSpec& network)
{
    return std::count_if(network.layers.begin(), network.layers.end(),
                         [](const LayerSpec& layer) { return layer.type == "dense"; }) > 1;
}

} // namespace

std::string Yardsticks::constantName() const
{
    return task == Task::Regression ? "mean" : "most frequent class";
}

std::string Yardsticks::linearName() const
{
    return task == Task::Regression ? "ridge regression" : "logistic regression";
}

Yardsticks fitYardsticks(Task task, const Dataset& train, const std::stop_token& stop)
{
    Yardsticks yardsticks;
    yardsticks.task = task;
    yardsticks.constant = constantModel(train);
    if (task == Task::Regression)
        yardsticks.linear = fitRidgeRegression(train, 1, stop);
    else
        yardsticks.linear = fitLogisticRegression(
            train, task == Task::Multiclass ? LinearModel::Link::Softmax : LinearModel::Link::Logistic, stop);
    return yardsticks;
}

Standing standing(const Yardsticks& yardsticks, std::string part, const Matrix& prediction, const Dataset& data)
{
    return {std::move(part), taskScore(yardsticks.task, prediction, data.y),
            taskScore(yardsticks.task, yardsticks.constant.predict(data.x), data.y),
            taskScore(yardsticks.task, yardsticks.linear.predict(data.x), data.y)};
}

std::string remarkOn(const Standing& standing, const Yardsticks& yardsticks, const NetworkSpec& network)
{
    if (standing.network.broken)
        return "The network is broken: its predictions are not numbers. Train it again from the start, with a smaller "
               "learning rate.";
    if (standing.network.rows.size() < 2 || !std::isfinite(standing.network.value))
        return {};
    const std::string name = scoreName(standing.network.key);
    const std::string own = name + " " + scoreText(standing.network);
    const std::string rows = std::to_string(standing.network.rows.size()) + " " +
                             (standing.part == "train" ? "training" : standing.part) + " rows";
    // A difference of nothing at all is no lead, however small its error.
    const auto isAhead = [](const Estimate& lead) { return lead.value > 0 && lead.value > lead.error; };
    const Estimate overConstant = leadOver(standing.network, standing.constant);
    if (overConstant.value > 0 && !isAhead(overConstant))
        return "The " + rows + " are too few to tell whether the network has learned: " + own +
               ", and always answering " + constantAnswer(yardsticks.task) + " gives " + scoreText(standing.constant) +
               ".";
    if (!isAhead(overConstant))
        return "The network has not learned to predict the " + rows + ": " + own + ", and always answering " +
               constantAnswer(yardsticks.task) + " gives " + scoreText(standing.constant) + ".";
    const std::string linear = yardsticks.linearName();
    const std::string figures = own + " against " + scoreText(standing.linear) + " on the " + rows + ".";
    if (leadOver(standing.linear, standing.network).isClear())
        return static_cast<char>(std::toupper(static_cast<unsigned char>(linear.front()))) + linear.substr(1) +
               " does better than the network: the network has " + figures;
    const Estimate lead = leadOver(standing.network, standing.linear);
    if (hasHiddenLayers(network) && !isAhead(lead))
        return (lead.value > 0 ? "Not clearly better than " : "No better than ") + linear + ": " + figures +
               " A perceptron may do as well.";
    return {};
}

} // namespace netloom
