// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/column_importance.h"

#include "core/base/error.h"
#include "core/base/nearest.h"
#include "core/evaluation/resampled_figures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr double kStrong = 0.8;

std::size_t figurePlace(const std::vector<FigureInfo>& figures, const std::string& key)
{
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (figures[i].key == key)
            return i;
        keys.push_back(figures[i].key);
    }
    throw Error("There is no figure " + quoted(key) + " for this target", {}, didYouMean(key, keys));
}

/// Pearson's r of two columns of numbers on the training rows that have both; 0 where one does not vary.
double correlation(const ExplainedModel& model, const Column& a, const Column& b)
{
    double n = 0;
    double meanA = 0;
    double meanB = 0;
    const auto each = [&](const auto& use) {
        for (const Index row : model.trainRows())
            if (!a.isMissing(row) && !b.isMissing(row))
                use(a.numbers[static_cast<std::size_t>(row)], b.numbers[static_cast<std::size_t>(row)]);
    };
    each([&](double x, double y) {
        n += 1;
        meanA += x;
        meanB += y;
    });
    meanA /= n;
    meanB /= n;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    each([&](double x, double y) {
        aa += (x - meanA) * (x - meanA);
        bb += (y - meanB) * (y - meanB);
        ab += (x - meanA) * (y - meanB);
    });
    return n > 1 && aa > 0 && bb > 0 ? ab / std::sqrt(aa) / std::sqrt(bb) : 0;
}

std::vector<SharedImportance> sharedBy(const ExplainedModel& model)
{
    std::vector<std::pair<std::size_t, const Column*>> numbers;
    for (std::size_t i = 0; i < model.columns().size(); ++i)
        if (const Index place = model.table().find(model.columns()[i].name); place >= 0)
            if (const Column& column = model.table().columns[static_cast<std::size_t>(place)];
                column.kind == ColumnKind::Number)
                numbers.emplace_back(i, &column);
    std::vector<SharedImportance> result;
    constexpr std::size_t kMostColumns = 200; // pairs are quadratic
    if (numbers.size() > kMostColumns)
        return result;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        for (std::size_t k = i + 1; k < numbers.size(); ++k)
            if (const double r = correlation(model, *numbers[i].second, *numbers[k].second); std::abs(r) > kStrong)
                result.push_back({numbers[i].first, numbers[k].first, r});
    std::stable_sort(result.begin(), result.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.correlation) > std::abs(b.correlation); });
    return result;
}

} // namespace

ColumnImportance columnImportance(ExplainedModel& model, const TargetRows& rows, const ImportanceOptions& options,
                                  const std::stop_token& stop, const ProgressFunction& progress)
{
    if (rows.data.samples() == 0)
        throw Error("There are no rows with a target to score", {}, "Choose a part that has rows.");
    const Task task = model.target().task;
    const std::vector<FigureInfo>& figures = figuresOf(task);
    ColumnImportance result;
    result.figure = !options.figure.empty() ? options.figure : task == Task::Regression ? "r2" : "log_loss";
    const std::size_t place = figurePlace(figures, result.figure);
    result.figureName = figures[place].name;
    const double sign = figures[place].higherIsBetter ? 1 : -1;
    TargetRows changed = rows;
    const auto score = [&](const Matrix& x) {
        changed.data.x = x;
        const auto value = ResampledFigures(predictRows(model.model(), changed), options.threshold).values()[place];
        if (!value)
            throw Error("Importance is measured by the " + figures[place].name +
                            ", which is undefined for these rows: " + figures[place].undefined,
                        {}, "Take more rows, or rows that differ.");
        return sign * *value;
    };
    result.permutation = permutationImportance(
        score, rows.data.x, model.groups(),
        drawPermutations(options.seed, model.groups().size(), options.repeats, rows.data.samples()), stop, progress);
    result.figureValue = sign * result.permutation.baseline;
    result.order.resize(model.columns().size());
    std::iota(result.order.begin(), result.order.end(), std::size_t(0));
    std::stable_sort(result.order.begin(), result.order.end(), [&](std::size_t a, std::size_t b) {
        return result.permutation.mean[a] > result.permutation.mean[b];
    });
    result.shared = sharedBy(model);
    return result;
}

} // namespace netloom
