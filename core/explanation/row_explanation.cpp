// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/row_explanation.h"
#include "core/data/column_values.h"

#include "core/base/count_text.h"
#include "core/base/error.h"
#include "core/evaluation/predicted_rows.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

/// Amounts in groups of three, others with so many decimals; a real minus sign.
std::string fixedText(double value, int decimals)
{
    if (value < 0) {
        const std::string text = fixedText(-value, decimals);
        return text.find_first_of("123456789") == std::string::npos ? text : std::string("−").append(text);
    }
    if (value >= 1e4 && value < 1e15)
        return countText(std::llround(value));
    char text[64];
    const bool large = value >= 1e15;
    const auto end = large ? std::to_chars(text, text + sizeof text, value, std::chars_format::general, 4)
                           : std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals);
    std::string written(text, end.ptr);
    if (const std::size_t whole = written.find_first_not_of("0123456789"); !large && value >= 1e3)
        written.replace(0, whole, countText(std::stoll(written.substr(0, whole))));
    return written;
}

std::string signedText(double value, int decimals)
{
    return std::string(value < 0 ? "" : "+").append(fixedText(value, decimals));
}

/// Decimals that give the value three significant digits.
int decimalsOf(double value)
{
    const double size = std::abs(value);
    return size > 0 && std::isfinite(size) ? std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 8) : 2;
}

std::string predictedText(const ExplainedModel& model, const Eigen::VectorXd& output)
{
    const Vector inEngine = output.cast<Scalar>();
    return model.preparation().predictionText(inEngine);
}

/// Largest first, ties in the order of the columns.
void sortBySize(std::vector<Contribution>& contributions)
{
    std::stable_sort(contributions.begin(), contributions.end(), [](const Contribution& a, const Contribution& b) {
        const double left = std::abs(a.value);
        const double right = std::abs(b.value);
        return left > right || (left == right && a.column < b.column);
    });
}

} // namespace

RowExplanation withOutput(const ExplainedModel& model, RowExplanation e, Index output)
{
    if (output < 0 || output >= model.target().outputs())
        throw Error("there is no output " + std::to_string(output + 1), {}, "Choose one of the classes or targets.");
    e.output = output;
    e.outputName = model.outputNames().at(static_cast<std::size_t>(output));
    e.expected = e.shapley.expected[output];
    e.value = e.shapley.value[output];
    e.prediction = e.predictions[output];
    for (Contribution& one : e.contributions) {
        one.value = e.shapley.phi(static_cast<Index>(one.column), output);
        one.standardError = e.shapley.standardError(static_cast<Index>(one.column), output);
    }
    sortBySize(e.contributions);
    return e;
}

RowExplanation withGradients(ExplainedModel& model, const Table& table, RowExplanation e, const Background& background,
                             const std::stop_token& stop)
{
    const Vector baseline = background.x.rowwise().mean();
    const IntegratedGradients gradients =
        integratedGradients(model.network(), baseline, model.prepared(table, {e.row}).col(0), {}, stop);
    const Eigen::MatrixXd columns = gradients.perGroup(model.groups());
    e.expected = gradients.baselineValue[e.output];
    e.value = gradients.value[e.output];
    e.gap = gradients.gap();
    e.pairs = 0;
    for (Contribution& one : e.contributions) {
        one.value = columns(static_cast<Index>(one.column), e.output);
        one.standardError = 0;
    }
    sortBySize(e.contributions);
    return e;
}

RowExplanation explainRow(ExplainedModel& model, const Table& table, Index row, const Background& background,
                          Index output, const ShapleyOptions& options, const std::stop_token& stop,
                          const ProgressFunction& progress)
{
    if (row < 0 || row >= table.rows)
        throw Error("there is no row " + countText(row + 1) + ", the data have " + countText(table.rows), {},
                    "Choose a row of the data.");
    const Vector x = model.prepared(table, {row}).col(0);
    RowExplanation e;
    e.row = row;
    e.scale = model.scale();
    e.scaleName = model.scaleName();
    e.background = background.name;
    e.backgroundRows = background.x.cols();
    e.predictions = model.predictions(x);
    if (!e.predictions.allFinite())
        throw Error("The prediction of row " + countText(row + 1) + " is not a number, so there is nothing to explain",
                    {}, "Look for values far outside those of the training rows.");
    e.predictedText = predictedText(model, e.predictions);
    e.shapley = shapleyValues(model.network(), model.groups(), background.x, x, options, stop, progress);
    e.gap = e.shapley.gap();
    e.pairs = e.shapley.pairs;
    for (std::size_t i = 0; i < model.columns().size(); ++i)
        e.contributions.push_back({i, model.columns()[i].name, model.cellText(i, table, row), 0, 0});
    const Index which = output >= 0 ? output : model.outputOf(x);
    return withOutput(model, std::move(e), which);
}

std::string RowExplanation::words() const
{
    constexpr double kRounding = 1e-9;
    const bool moved = !contributions.empty() && std::abs(contributions.front().value) > kRounding * std::abs(value);
    const int decimals = decimalsOf(moved ? contributions.front().value : value);
    const std::string now = fixedText(value, decimals);
    const std::string mean = fixedText(expected, decimals);
    std::string text;
    if (scale == ExplainedScale::Units)
        text = "The network predicts " + now + " for " + outputName + "; the mean over " + background + " is " + mean +
               ".";
    else if (scale == ExplainedScale::LogOdds)
        text = "The network gives " + outputName + " a probability of " +
               fixedText(prediction, decimalsOf(prediction)) + " (log-odds " + now + "); the mean log-odds over " +
               background + " are " + mean + ".";
    else
        text = "The network gives " + outputName + " a probability of " + now + "; the mean over " + background +
               " is " + mean + ".";
    std::string most;
    const std::vector<double> parts = rounded(decimals); // the numbers that stand at the bars
    for (std::size_t i = 0; i < std::min<std::size_t>(contributions.size(), 3) && moved && contributions[i].value != 0;
         ++i)
        most += (most.empty() ? "" : ", ") + contributions[i].name + " = " + shortCell(contributions[i].cell) + " (" +
                signedText(parts[i], decimals) + ")";
    if (!most.empty())
        text += " Most of the difference: " + most + ".";
    if (!moved)
        text += " No column moves it away from the mean.";
    else if (pairs > 0)
        text += " These parts are estimates.";
    return text;
}

std::string RowExplanation::proof() const
{
    constexpr double kRounding = 1e-9; // of the size of the prediction
    const std::string sum = gap <= kRounding * std::max({1.0, std::abs(value), std::abs(expected)})
                                ? "add up to the prediction"
                                : "add up to the prediction but for " + fixedText(gap, decimalsOf(gap));
    if (pairs == 0)
        return "Exact Shapley values, compared with " + background + ". They " + sum + ".";
    double error = 0;
    for (const Contribution& each : contributions)
        error = std::max(error, each.standardError);
    return "Shapley values estimated from " + countText(pairs) + " pairs of random orders, compared with " +
           background + ". Their largest standard error is " + fixedText(error, decimalsOf(error)) + ". They " + sum +
           ".";
}

std::vector<double> RowExplanation::rounded(int decimals) const
{
    const double unit = std::pow(10.0, -decimals);
    std::vector<double> result(contributions.size());
    std::vector<double> errors(contributions.size());
    double missing = std::round(value / unit) - std::round(expected / unit);
    for (std::size_t i = 0; i < contributions.size(); ++i) {
        const double exact = contributions[i].value / unit;
        result[i] = std::round(exact);
        errors[i] = exact - result[i];
        missing -= result[i];
    }
    // What is missing goes to those that rounding has changed most in the other direction.
    std::vector<std::size_t> order(contributions.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    const double direction = missing < 0 ? -1 : 1;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return direction * errors[a] > direction * errors[b]; });
    for (std::size_t k = 0; k < order.size() && std::abs(missing) >= 0.5; ++k) {
        result[order[k]] += direction;
        missing -= direction;
    }
    for (double& one : result)
        one *= unit;
    return result;
}

} // namespace netloom
