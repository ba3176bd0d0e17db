// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/model_comparison.h"

#include "core/base/error.h"

#include <algorithm>
#include <unordered_map>

namespace netloom {

namespace {

PredictedRows only(const PredictedRows& all, const std::vector<Index>& rows)
{
    std::unordered_map<Index, Index> places;
    for (std::size_t i = 0; i < all.rows.size(); ++i)
        places[all.rows[i]] = static_cast<Index>(i);
    const auto count = static_cast<Index>(rows.size());
    PredictedRows result;
    result.target = all.target;
    result.rows = rows;
    result.truth.resize(all.truth.rows(), count);
    result.output.resize(all.output.rows(), count);
    result.logits.resize(all.logits.rows(), all.logits.size() > 0 ? count : 0);
    for (Index i = 0; i < count; ++i) {
        const Index place = places.at(rows[static_cast<std::size_t>(i)]);
        result.truth.col(i) = all.truth.col(place);
        result.output.col(i) = all.output.col(place);
        if (all.logits.size() > 0)
            result.logits.col(i) = all.logits.col(place);
    }
    return result;
}

std::vector<Index> shared(const PredictedRows& a, const PredictedRows& b)
{
    std::vector<Index> sorted = b.rows;
    std::sort(sorted.begin(), sorted.end());
    std::vector<Index> result;
    for (const Index row : a.rows)
        if (std::binary_search(sorted.begin(), sorted.end(), row))
            result.push_back(row);
    return result;
}

std::vector<std::uint8_t> right(const PredictedRows& rows, double threshold)
{
    std::vector<std::uint8_t> result(static_cast<std::size_t>(rows.size()));
    for (std::size_t i = 0; i < result.size(); ++i) {
        const auto row = static_cast<Index>(i);
        if (rows.target.task == Task::MultiBinary)
            result[i] = ((rows.output.col(row).array() > threshold) == (rows.truth.col(row).array() > 0.5)).all();
        else
            result[i] = decide(rows.output.col(row), threshold) == static_cast<int>(rows.truth(0, row));
    }
    return result;
}

} // namespace

std::optional<bool> FigureDifference::containsZero() const
{
    if (!interval)
        return std::nullopt;
    return interval->contains(0);
}

ModelComparison compareModels(const PredictedRows& a, const PredictedRows& b, double thresholdOfA, double thresholdOfB,
                              const EvaluationOptions& options, const std::stop_token& stop,
                              const ProgressFunction& progress)
{
    if (a.target != b.target)
        throw Error("the two models predict different targets", {}, "Compare models of the same target.");
    ModelComparison result;
    result.rows = shared(a, b);
    const PredictedRows rowsA = only(a, result.rows);
    const PredictedRows rowsB = only(b, result.rows);
    const ResampledFigures figuresA(rowsA, thresholdOfA);
    const ResampledFigures figuresB(rowsB, thresholdOfB);
    const auto valuesA = figuresA.values();
    const auto valuesB = figuresB.values();
    const std::vector<FigureInfo>& infos = figuresOf(a.target.task);
    // The rules of a single model's intervals say for which figures there are enough rows.
    const std::vector<Figure> alone = figuresWithIntervals(rowsA, {thresholdOfA, 0, 0, 1});
    const bool enough = rowsA.size() >= 20;
    std::vector<std::vector<double>> differences;
    if (enough && options.resamples > 0) {
        const auto compute = [&](auto counts, auto values) {
            std::vector<std::optional<double>> other(infos.size());
            figuresA.compute(counts, values);
            figuresB.compute(counts, other);
            for (std::size_t i = 0; i < infos.size(); ++i)
                values[i] = values[i] && other[i] ? std::optional(*values[i] - *other[i]) : std::nullopt;
        };
        differences = bootstrap(rowsA.size(), infos.size(), compute, {options.resamples, options.seed, options.threads},
                                stop, progress);
    }
    for (std::size_t i = 0; i < infos.size(); ++i) {
        FigureDifference one;
        one.info = infos[i];
        one.a = valuesA[i];
        one.b = valuesB[i];
        if (one.a && one.b)
            one.difference = *one.a - *one.b;
        if (!alone[i].note.empty())
            one.note = alone[i].note;
        else if (one.difference && !differences.empty())
            one.interval = percentileInterval(differences[i], options.resamples);
        else if (!enough)
            one.note = "too few rows for an interval";
        result.figures.push_back(std::move(one));
    }
    if (a.target.task != Task::Regression && a.target.task != Task::None)
        result.mcNemar = mcNemar(right(rowsA, thresholdOfA), right(rowsB, thresholdOfB));
    return result;
}

} // namespace netloom
