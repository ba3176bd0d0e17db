// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/subgroups.h"

#include "core/data/column_values.h"
#include "core/data/number_summary.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace netloom {

namespace {

constexpr std::size_t kMostLevels = 12;

struct Levels {
    std::vector<std::string> names;
    std::vector<int> of; ///< of each row
};

/// Quarters of the values; halves or thirds where there are too few rows for four groups.
Levels ranges(const Column& column, const std::vector<Index>& rows)
{
    std::vector<double> sorted;
    for (const Index row : rows)
        if (!column.isMissing(row))
            sorted.push_back(column.numbers[static_cast<std::size_t>(row)]);
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> edges = {sorted.front()};
    const Index groups = std::clamp<Index>(static_cast<Index>(sorted.size()) / kLeastSubgroupRows, 2, 4);
    for (Index group = 1; group <= groups; ++group)
        if (const double edge = quantile(sorted, static_cast<double>(group) / static_cast<double>(groups));
            edge > edges.back())
            edges.push_back(edge);
    Levels levels;
    levels.of.resize(rows.size());
    std::vector<std::pair<double, double>> ends(edges.size() - 1, {HUGE_VAL, -HUGE_VAL});
    bool missing = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (column.isMissing(rows[i])) {
            levels.of[i] = static_cast<int>(ends.size());
            missing = true;
            continue;
        }
        const double value = column.numbers[static_cast<std::size_t>(rows[i])];
        const auto place =
            static_cast<std::size_t>(std::lower_bound(edges.begin() + 1, edges.end() - 1, value) - (edges.begin() + 1));
        levels.of[i] = static_cast<int>(place);
        ends[place] = {std::min(ends[place].first, value), std::max(ends[place].second, value)};
    }
    const auto text = [&](double value) {
        if (column.kind != ColumnKind::DateTime)
            return numberLabel(value);
        Column one;
        one.kind = column.kind;
        one.dateOnly = column.dateOnly;
        one.numbers = {value};
        return one.text(0);
    };
    for (const auto& [low, high] : ends)
        levels.names.push_back(text(low) + (low < high ? " … " + text(high) : ""));
    if (missing)
        levels.names.emplace_back("(missing)");
    return levels;
}

Levels words(const Column& column, const std::vector<Index>& rows)
{
    std::vector<std::pair<std::string, Index>> counts = countLabels(column, rows);
    Levels levels;
    std::vector<std::pair<std::string, Index>> frequent = counts;
    std::stable_sort(frequent.begin(), frequent.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    const bool rest = counts.size() > kMostLevels;
    if (rest)
        frequent.resize(kMostLevels);
    std::map<std::string, int> places;
    for (const auto& [label, count] : counts)
        if (std::any_of(frequent.begin(), frequent.end(),
                        [&, &word = label](const auto& one) { return one.first == word; })) {
            places[label] = static_cast<int>(levels.names.size());
            levels.names.push_back(label);
        }
    const int others = static_cast<int>(levels.names.size());
    if (rest)
        levels.names.push_back(std::to_string(counts.size() - kMostLevels) + " others");
    const int missing = static_cast<int>(levels.names.size());
    bool anyMissing = false;
    for (const Index row : rows) {
        if (column.isMissing(row)) {
            levels.of.push_back(missing);
            anyMissing = true;
        } else {
            const auto found = places.find(cellLabel(column, row));
            levels.of.push_back(found == places.end() ? others : found->second);
        }
    }
    if (anyMissing)
        levels.names.emplace_back("(missing)");
    return levels;
}

Levels levelsOf(const Column& column, const std::vector<Index>& rows)
{
    const bool numbers = column.kind == ColumnKind::Number || column.kind == ColumnKind::DateTime;
    return numbers && countLabels(column, rows).size() > kMostLevels ? ranges(column, rows) : words(column, rows);
}

PredictedRows only(const PredictedRows& all, const std::vector<Index>& places)
{
    PredictedRows result;
    result.target = all.target;
    const auto take = [&](const Eigen::MatrixXd& from, Eigen::MatrixXd& to) {
        to.resize(from.size() > 0 ? from.rows() : 0, from.size() > 0 ? static_cast<Index>(places.size()) : 0);
        for (std::size_t i = 0; i < places.size() && from.size() > 0; ++i)
            to.col(static_cast<Index>(i)) = from.col(places[i]);
    };
    take(all.truth, result.truth);
    take(all.output, result.output);
    take(all.logits, result.logits);
    for (const Index place : places)
        result.rows.push_back(all.rows[static_cast<std::size_t>(place)]);
    return result;
}

} // namespace

std::vector<Subgroup> subgroupFigures(const PredictedRows& rows, const Table& table, Index column,
                                      const EvaluationOptions& options, const std::stop_token& stop)
{
    std::vector<Subgroup> result;
    if (rows.size() == 0)
        return result;
    const Levels levels = levelsOf(table.columns.at(static_cast<std::size_t>(column)), rows.rows);
    for (std::size_t level = 0; level < levels.names.size(); ++level) {
        std::vector<Index> places;
        for (std::size_t i = 0; i < levels.of.size(); ++i)
            if (levels.of[i] == static_cast<int>(level))
                places.push_back(static_cast<Index>(i));
        const PredictedRows part = only(rows, places);
        Subgroup group{levels.names[level], part.rows, {}};
        if (part.size() >= kLeastSubgroupRows) {
            group.figures = figuresWithIntervals(part, options, stop);
        } else {
            for (const FigureInfo& info : figuresOf(rows.target.task)) {
                Figure figure;
                figure.info = info;
                figure.note = "fewer than " + std::to_string(kLeastSubgroupRows) + " rows";
                group.figures.push_back(std::move(figure));
            }
        }
        result.push_back(std::move(group));
    }
    return result;
}

} // namespace netloom
