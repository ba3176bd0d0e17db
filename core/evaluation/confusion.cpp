// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/confusion.h"

#include "core/base/count_text.h"
#include "core/data/column_values.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

std::optional<double> share(Index part, Index whole)
{
    if (whole == 0)
        return std::nullopt;
    return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<Interval> shareInterval(Index part, Index whole)
{
    if (whole == 0)
        return std::nullopt;
    return wilsonInterval(part, whole);
}

ClassFigures classFigures(const ConfusionMatrix& confusion, std::size_t k, Index rows)
{
    ClassFigures figures;
    figures.support = confusion.support(k);
    figures.predicted = confusion.predicted(k);
    const Index tp = confusion.counts[k][k];
    const Index fp = figures.predicted - tp;
    const Index fn = figures.support - tp;
    const Index tn = rows - tp - fp - fn;
    figures.precision = share(tp, tp + fp);
    figures.recall = share(tp, tp + fn);
    figures.specificity = share(tn, tn + fp);
    figures.negativePredictiveValue = share(tn, tn + fn);
    figures.f1 = share(2 * tp, 2 * tp + fp + fn);
    figures.precisionInterval = shareInterval(tp, tp + fp);
    figures.recallInterval = shareInterval(tp, tp + fn);
    figures.specificityInterval = shareInterval(tn, tn + fp);
    return figures;
}

AveragedFigures average(const std::vector<ClassFigures>& perClass, const std::vector<double>& weights)
{
    AveragedFigures sum;
    double total = 0;
    for (std::size_t k = 0; k < perClass.size(); ++k) {
        sum.precision += weights[k] * perClass[k].precision.value_or(0);
        sum.recall += weights[k] * perClass[k].recall.value_or(0);
        sum.f1 += weights[k] * perClass[k].f1.value_or(0);
        total += weights[k];
    }
    return {sum.precision / total, sum.recall / total, sum.f1 / total};
}

} // namespace

Index ConfusionMatrix::rows() const
{
    Index sum = 0;
    for (const auto& row : counts)
        for (const Index count : row)
            sum += count;
    return sum;
}

Index ConfusionMatrix::correct() const
{
    Index sum = 0;
    for (std::size_t k = 0; k < classes(); ++k)
        sum += counts[k][k];
    return sum;
}

Index ConfusionMatrix::support(std::size_t k) const
{
    Index sum = 0;
    for (const Index count : counts[k])
        sum += count;
    return sum;
}

Index ConfusionMatrix::predicted(std::size_t k) const
{
    Index sum = 0;
    for (const auto& row : counts)
        sum += row[k];
    return sum;
}

std::optional<double> ConfusionMatrix::rowShare(std::size_t i, std::size_t j) const
{
    return share(counts[i][j], support(i));
}

std::optional<double> ConfusionMatrix::columnShare(std::size_t i, std::size_t j) const
{
    return share(counts[i][j], predicted(j));
}

ConfusionMatrix confusionMatrix(std::size_t classes, std::span<const int> truth, std::span<const int> prediction)
{
    ConfusionMatrix result(classes);
    for (std::size_t i = 0; i < truth.size(); ++i)
        ++result.counts[static_cast<std::size_t>(truth[i])][static_cast<std::size_t>(prediction[i])];
    return result;
}

ConfusionMatrix BinaryCounts::matrix() const
{
    ConfusionMatrix result(2);
    result.counts = {{tn, fp}, {fn, tp}};
    return result;
}

CountFigures countFigures(const ConfusionMatrix& confusion)
{
    const std::size_t classes = confusion.classes();
    const Index rows = confusion.rows();
    CountFigures figures;
    for (std::size_t k = 0; k < classes; ++k)
        figures.perClass.push_back(classFigures(confusion, k, rows));
    if (rows == 0)
        return figures;

    const auto n = static_cast<double>(rows);
    const Index correct = confusion.correct();
    figures.accuracy = share(correct, rows);
    figures.accuracyInterval = shareInterval(correct, rows);
    figures.micro = AveragedFigures{*figures.accuracy, *figures.accuracy, *figures.accuracy};

    std::vector<double> occurs(classes, 0.0);
    std::vector<double> support(classes, 0.0);
    double recall = 0;
    double trueClasses = 0;
    double chance = 0;    // sum of t p
    double truePairs = 0; // sum of t²
    double predPairs = 0; // sum of p²
    for (std::size_t k = 0; k < classes; ++k) {
        const ClassFigures& one = figures.perClass[k];
        const auto t = static_cast<double>(one.support);
        const auto p = static_cast<double>(one.predicted);
        support[k] = t;
        if (one.support > 0 || one.predicted > 0) {
            occurs[k] = 1;
            figures.averagedOver.push_back(k);
        }
        if (one.support > 0) {
            recall += *one.recall;
            trueClasses += 1;
        }
        chance += t * p;
        truePairs += t * t;
        predPairs += p * p;
    }
    figures.balancedAccuracy = recall / trueClasses;
    figures.macro = average(figures.perClass, occurs);
    figures.macroAllClasses = average(figures.perClass, std::vector<double>(classes, 1.0));
    figures.weighted = average(figures.perClass, support);

    const double trueSpread = n * n - truePairs;
    const double predSpread = n * n - predPairs;
    if (trueSpread > 0 && predSpread > 0)
        figures.mcc = (static_cast<double>(correct) * n - chance) / (std::sqrt(trueSpread) * std::sqrt(predSpread));
    if (chance < n * n) {
        const double expected = chance / (n * n);
        figures.cohenKappa = (*figures.accuracy - expected) / (1 - expected);
    }
    return figures;
}

std::string Confusion::words(const std::vector<std::string>& classes) const
{
    // Two numbers beside each other would read as one.
    const std::string rows = labelNumber(classes.at(truth)) ? " rows of " : " ";
    return countText(count) + " of " + countText(of) + rows + classes.at(truth) + " taken for " +
           classes.at(prediction);
}

std::vector<Confusion> largestConfusions(const ConfusionMatrix& confusion, std::size_t most)
{
    std::vector<Confusion> found;
    for (std::size_t i = 0; i < confusion.classes(); ++i)
        for (std::size_t j = 0; j < confusion.classes(); ++j)
            if (i != j && confusion.counts[i][j] > 0)
                found.push_back({i, j, confusion.counts[i][j], confusion.support(i)});
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
    if (found.size() > most)
        found.resize(most);
    return found;
}

} // namespace netloom
