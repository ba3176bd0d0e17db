// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/regression_figures.h"

#include "core/data/number_summary.h"
#include "core/evaluation/explained_share.h"
#include "core/evaluation/normal_quantile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

double meanOf(std::span<const double> values)
{
    const double rough = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    double rest = 0; // what rounding left of a large mean
    for (const double value : values)
        rest += value - rough;
    return rough + rest / static_cast<double>(values.size());
}

bool varies(std::span<const double> values)
{
    return std::any_of(values.begin(), values.end(), [&](double value) { return value != values.front(); });
}

/// Sum of (a − mean of a)(b − mean of b).
double centredProducts(std::span<const double> a, double meanA, std::span<const double> b, double meanB)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - meanA) * (b[i] - meanB);
    return sum;
}

template<typename Member>
std::optional<double> meanOver(const std::vector<RegressionFigures>& outputs, Member member)
{
    double sum = 0;
    for (const RegressionFigures& one : outputs) {
        if (!(one.*member))
            return std::nullopt;
        sum += *(one.*member);
    }
    return sum / static_cast<double>(outputs.size());
}

} // namespace

RegressionFigures regressionFigures(std::span<const double> actual, std::span<const double> predicted)
{
    RegressionFigures f;
    f.rows = static_cast<Index>(actual.size());
    if (actual.empty())
        return f;
    const auto n = static_cast<double>(actual.size());
    std::vector<double> residuals(actual.size());
    std::vector<double> sizes(actual.size());
    double absolute = 0;
    double relative = 0;
    double magnitude = 0;
    for (std::size_t i = 0; i < actual.size(); ++i) {
        residuals[i] = actual[i] - predicted[i];
        sizes[i] = std::abs(residuals[i]);
        absolute += sizes[i];
        f.sse += residuals[i] * residuals[i];
        magnitude += std::abs(actual[i]);
        if (actual[i] == 0)
            ++f.mapeRowsLeftOut;
        else
            relative += std::abs(residuals[i] / actual[i]);
    }
    f.mae = absolute / n;
    f.mse = f.sse / n;
    f.rmse = std::sqrt(*f.mse);
    f.maxError = *std::max_element(sizes.begin(), sizes.end());
    f.medianAbsoluteError = median(sizes);
    f.meanResidual = meanOf(residuals);
    const double spread = centredProducts(residuals, *f.meanResidual, residuals, *f.meanResidual);
    if (f.rows > 1)
        f.sdResidual = std::sqrt(spread / (n - 1));
    if (f.mapeRowsLeftOut < f.rows)
        f.mape = relative / static_cast<double>(f.rows - f.mapeRowsLeftOut);
    if (magnitude > 0)
        f.wape = absolute / magnitude;
    if (!varies(actual))
        return f;
    const double mean = meanOf(actual);
    f.sst = centredProducts(actual, mean, actual, mean);
    f.r2 = explainedShare(f.sse, f.sst);
    f.explainedVariance = explainedShare(spread, f.sst);
    if (varies(predicted)) {
        const double meanPredicted = meanOf(predicted);
        const double spreadPredicted = centredProducts(predicted, meanPredicted, predicted, meanPredicted);
        f.correlation =
            centredProducts(actual, mean, predicted, meanPredicted) / (std::sqrt(f.sst) * std::sqrt(spreadPredicted));
    }
    return f;
}

AveragedRegression averagedRegression(const std::vector<RegressionFigures>& outputs)
{
    AveragedRegression average;
    if (outputs.empty())
        return average;
    average.r2 = meanOver(outputs, &RegressionFigures::r2);
    average.explainedVariance = meanOver(outputs, &RegressionFigures::explainedVariance);
    average.mae = meanOver(outputs, &RegressionFigures::mae);
    average.mse = meanOver(outputs, &RegressionFigures::mse);
    average.rmse = meanOver(outputs, &RegressionFigures::rmse);
    average.medianAbsoluteError = meanOver(outputs, &RegressionFigures::medianAbsoluteError);
    double sse = 0;
    double sst = 0;
    for (const RegressionFigures& one : outputs) {
        sse += one.sse;
        sst += one.sst;
    }
    if (sst > 0)
        average.r2VarianceWeighted = explainedShare(sse, sst);
    return average;
}

std::vector<double> residualQuantiles(std::span<const double> residuals)
{
    if (residuals.empty())
        return {};
    std::vector<double> sorted(residuals.begin(), residuals.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> result;
    for (const double share : kResidualShares)
        result.push_back(quantile(sorted, share));
    return result;
}

QuantilePlot quantilePlot(std::span<const double> residuals)
{
    QuantilePlot plot;
    plot.sample.assign(residuals.begin(), residuals.end());
    std::sort(plot.sample.begin(), plot.sample.end());
    const auto n = static_cast<double>(residuals.size());
    for (std::size_t i = 0; i < residuals.size(); ++i)
        plot.theoretical.push_back(normalQuantile((static_cast<double>(i) + 0.5) / n));
    if (!plot.sample.empty()) {
        const double quartile = normalQuantile(0.75);
        const double low = quantile(plot.sample, 0.25);
        const double high = quantile(plot.sample, 0.75);
        plot.slope = (high - low) / (2 * quartile);
        plot.intercept = (high + low) / 2;
    }
    return plot;
}

std::vector<WorstRow> worstRows(std::span<const double> residuals, std::size_t most)
{
    std::vector<std::size_t> order(residuals.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    const std::size_t count = std::min(most, order.size());
    const auto worse = [&](std::size_t a, std::size_t b) {
        const double x = std::abs(residuals[a]);
        const double y = std::abs(residuals[b]);
        return x > y || (x == y && a < b);
    };
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(), worse);
    std::vector<WorstRow> result;
    for (std::size_t i = 0; i < count; ++i)
        result.push_back({order[i], residuals[order[i]]});
    return result;
}

} // namespace netloom
