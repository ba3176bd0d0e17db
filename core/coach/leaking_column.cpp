// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/leaking_column.h"

#include "core/coach/coach_words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr double kTells = 0.995;
constexpr double kNear = 0.95;

/// Ranks from 0, ties with their mean.
std::vector<double> ranksOf(const Eigen::ArrayXd& values)
{
    std::vector<std::size_t> order(static_cast<std::size_t>(values.size()));
    std::iota(order.begin(), order.end(), std::size_t(0));
    const auto at = [&](std::size_t i) { return values[static_cast<Index>(i)]; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return at(a) < at(b); });
    std::vector<double> ranks(order.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i;
        while (end < order.size() && at(order[end]) == at(order[i]))
            ++end;
        for (std::size_t j = i; j < end; ++j)
            ranks[order[j]] = 0.5 * static_cast<double>(i + end - 1);
        i = end;
    }
    return ranks;
}

/// An output of the target: its ranks for numbers, else which rows have it.
struct Wanted {
    std::vector<double> ranks;
    std::vector<std::size_t> positives;
};

Wanted wantedOf(const Eigen::ArrayXd& target, bool numbers)
{
    Wanted wanted;
    if (numbers)
        wanted.ranks = ranksOf(target);
    for (std::size_t i = 0; !numbers && i < static_cast<std::size_t>(target.size()); ++i)
        if (target[static_cast<Index>(i)] > 0.5)
            wanted.positives.push_back(i);
    return wanted;
}

/// How well a feature, given by its ranks, orders the rows by an output, from 0 to 1: |2 AUC − 1| mapped back to an
/// area of 0.5 … 1 for yes and no, the size of the ranks' correlation for numbers.
double strength(const std::vector<double>& x, const Wanted& wanted, bool numbers)
{
    const auto n = static_cast<double>(x.size());
    if (!numbers) {
        const auto positives = static_cast<double>(wanted.positives.size());
        if (positives < 5 || n - positives < 5)
            return 0;
        double sum = 0;
        for (const std::size_t i : wanted.positives)
            sum += x[i] + 1;
        const double area = (sum - positives * (positives + 1) / 2) / (positives * (n - positives));
        return std::max(area, 1 - area);
    }
    const std::vector<double>& y = wanted.ranks;
    const double mean = (n - 1) / 2;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mean) * (y[i] - mean);
        xx += (x[i] - mean) * (x[i] - mean);
        yy += (y[i] - mean) * (y[i] - mean);
    }
    return xx > 0 && yy > 0 ? std::abs(xy) / std::sqrt(xx * yy) : 0;
}

std::optional<CoachRemark> lookForLeakingColumn(const CoachCase& training)
{
    const Dataset& rows = training.rows();
    if (rows.samples() < 40 || rows.x.rows() > 2000)
        return std::nullopt;
    const bool numbers = training.task() == Task::Regression;
    const std::vector<Feature>& features = training->data->fitted.features();
    std::vector<Wanted> outputs;
    for (Index output = 0; output < rows.y.rows(); ++output)
        outputs.push_back(wantedOf(rows.y.row(output).transpose().cast<double>(), numbers));
    std::vector<std::pair<double, Index>> columns; // strength of the best feature of each column
    for (std::size_t i = 0; i < features.size() && i < static_cast<std::size_t>(rows.x.rows()); ++i) {
        const std::vector<double> ranks = ranksOf(rows.x.row(static_cast<Index>(i)).transpose().cast<double>());
        double least = 1; // over the outputs: each of them must be told
        for (const Wanted& output : outputs)
            least = std::min(least, strength(ranks, output, numbers));
        if (columns.empty() || columns.back().second != features[i].column)
            columns.emplace_back(least, features[i].column);
        else
            columns.back().first = std::max(columns.back().first, least);
    }
    if (columns.size() < 4)
        return std::nullopt;
    std::sort(columns.rbegin(), columns.rend());
    const auto column = static_cast<std::size_t>(columns[0].second);
    if (columns[0].first < kTells || columns[1].first > kNear || column >= training->recipe.columns.size())
        return std::nullopt;
    const std::string& name = training->recipe.columns[column].column;
    CoachRemark remark;
    remark.text = "The column " + name + " tells the target " + training->data->fitted.target().column +
                  " almost by itself (" + (numbers ? "rank correlation " : "area under the ROC curve ") +
                  coachNumber(columns[0].first) + ", the next column " + coachNumber(columns[1].first) + ").";
    remark.why =
        "Such a column is often made from the target, or known only afterwards, and will not be there when the "
        "network is used. If it is really known beforehand, leave it in.";
    Recipe recipe = training->recipe;
    recipe.columns[column].role = ColumnRole::Ignore;
    recipe.columns[column].reason = "it tells the target by itself";
    remark.remedy = CoachRemedy{"Leave the column out", {}, {}, std::move(recipe)};
    return remark;
}

} // namespace

const CoachRule& leakingColumnRule()
{
    static const CoachRule rule{"leaking_column", "Leaking column", lookForLeakingColumn};
    return rule;
}

} // namespace netloom
