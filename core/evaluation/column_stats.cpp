// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/column_stats.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/data/number_summary.h"
#include "core/data/outlying_values.h"
#include "core/evaluation/association.h"
#include "core/preparation/recipe_guess.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr std::size_t kBars = 20;
constexpr std::size_t kCategories = 12;
constexpr Index kRareClass = 10;

std::string text(Index n)
{
    return numberLabel(static_cast<double>(n));
}

std::string percent(Index part, Index whole)
{
    return numberLabel(std::round(100.0 * static_cast<double>(part) / static_cast<double>(whole))) + " %";
}

struct Target {
    const Column* column = nullptr;
    const ColumnRecipe* recipe = nullptr;
    bool numeric = false;
};

/// The target where there is exactly one; several have no single measure.
Target targetOf(const Table& table, const Recipe& recipe)
{
    Target target;
    for (const ColumnRecipe& column : recipe.columns) {
        if (column.role != ColumnRole::Target)
            continue;
        const Index place = table.find(column.column);
        if (target.column || place < 0)
            return {};
        target.column = &table.columns[static_cast<std::size_t>(place)];
        target.recipe = &column;
        target.numeric = column.encode == "number" || (column.encode == "auto" && !readsAsClasses(*target.column));
    }
    return target;
}

void addNumbers(const Column& column, ColumnStats& stats)
{
    std::vector<double> values;
    values.reserve(column.numbers.size());
    for (const double value : column.numbers)
        if (std::isfinite(value))
            values.push_back(value);
    const NumberSummary summary = summarise(values);
    stats.min = summary.min;
    stats.mean = summary.mean;
    stats.max = summary.max;
    stats.sd = summary.sd;
    stats.distinct = static_cast<Index>(countDistinct(values, true));
    if (values.empty())
        return;

    const double range = summary.max - summary.min;
    const bool whole = column.integers && column.kind == ColumnKind::Number && range < static_cast<double>(kBars);
    if (column.kind == ColumnKind::Boolean || whole) {
        for (const auto& [label, count] : countLabels(column, [&] {
                 std::vector<Index> rows(column.numbers.size());
                 std::iota(rows.begin(), rows.end(), Index(0));
                 return rows;
             }())) {
            const double value = labelNumber(label).value_or(0);
            stats.histogram.push_back({label, value, value, count});
        }
        return;
    }
    const std::size_t bars = range > 0 && std::isfinite(range) ? kBars : 1;
    for (std::size_t i = 0; i < bars; ++i)
        stats.histogram.push_back(
            {{},
             summary.min + range * static_cast<double>(i) / static_cast<double>(bars),
             i + 1 == bars ? summary.max : summary.min + range * static_cast<double>(i + 1) / static_cast<double>(bars),
             0});
    for (const double value : values) {
        const double place = bars > 1 ? (value - summary.min) / range * static_cast<double>(bars) : 0;
        ++stats.histogram[std::min(static_cast<std::size_t>(place), bars - 1)].count;
    }
}

void addCategories(const Column& column, ColumnStats& stats)
{
    std::vector<Index> counts(column.dictionary.size(), 0);
    for (const std::int32_t code : column.codes)
        if (code >= 0)
            ++counts[static_cast<std::size_t>(code)];
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0)
            order.push_back(i);
    stats.distinct = static_cast<Index>(order.size());
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : column.dictionary[a] < column.dictionary[b];
    });
    const std::size_t shown = order.size() <= kCategories + 1 ? order.size() : kCategories;
    for (std::size_t i = 0; i < shown; ++i)
        stats.histogram.push_back({column.dictionary[order[i]], 0, 0, counts[order[i]]});
    if (shown == order.size())
        return;
    HistogramBar others{"(others)", 0, 0, 0};
    for (std::size_t i = shown; i < order.size(); ++i)
        others.count += counts[order[i]];
    stats.otherCategories = static_cast<Index>(order.size() - shown);
    stats.histogram.push_back(others);
}

void addColumnRemarks(const Column& column, ColumnStats& stats)
{
    const Index present = stats.rows - stats.missing;
    if (present == 0) {
        stats.remarks.push_back({"mostly_missing", "The column has no values, so it can be ignored."});
        return;
    }
    if (stats.missing * 2 > stats.rows)
        stats.remarks.push_back(
            {"mostly_missing",
             percent(stats.missing, stats.rows) + " of the cells are missing; what is filled in is mostly invented."});
    if (stats.distinct == 1)
        stats.remarks.push_back({"constant", "All cells have the same value, so nothing can be learned from it."});
    if (const std::string outlying = outlyingValues(column).words(); !outlying.empty())
        stats.remarks.push_back({"outlying", outlying +
                                                 ", and the scaling follows them: correct or clear the cells, or "
                                                 "scale the column as robust with a limit."});
    if (column.kind == ColumnKind::Text && stats.distinct == present && present >= 10)
        stats.remarks.push_back(
            {"id", "Every value is different: this looks like an id, which only tells rows apart."});
    else if (column.kind == ColumnKind::Text && stats.distinct > 30)
        stats.remarks.push_back(
            {"many_categories", text(stats.distinct) +
                                    " different texts would become as many inputs; ignore the column "
                                    "or encode it as ordinal."});
}

void addTargetRemarks(const Target& target, ColumnStats& stats)
{
    if (target.numeric && target.recipe->scale == "none" && (stats.sd > 10 || std::abs(stats.mean) > 10 * stats.sd))
        stats.remarks.push_back(
            {"unscaled_target", "The target is not scaled and reaches " +
                                    numberLabel(std::max(std::abs(stats.min), std::abs(stats.max))) +
                                    ": errors this large make training diverge; scale it to standard."});
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ull;
    return hash ^ (hash >> 29);
}

} // namespace

ColumnStats columnStats(const Table& table, const Recipe& recipe, Index place)
{
    const Column& column = table.columns[static_cast<std::size_t>(place)];
    ColumnStats stats;
    stats.column = column.name;
    stats.kind = column.kind;
    stats.rows = table.rows;
    if (column.kind == ColumnKind::Text) {
        stats.missing = std::count_if(column.codes.begin(), column.codes.end(), [](auto code) { return code < 0; });
        addCategories(column, stats);
    } else if (column.kind == ColumnKind::Empty) {
        stats.missing = table.rows;
    } else {
        stats.missing =
            std::count_if(column.numbers.begin(), column.numbers.end(), [](double v) { return std::isnan(v); });
        addNumbers(column, stats);
    }
    const ColumnRecipe* own = recipe.find(column.name);
    const bool ignored = own && own->role == ColumnRole::Ignore; // what could be said is the reason for ignoring it
    if (!ignored)
        addColumnRemarks(column, stats);
    const Target target = targetOf(table, recipe);
    if (target.column == &column) {
        addTargetRemarks(target, stats);
    } else if (target.column) {
        stats.association = associationWith(column, *target.column, target.numeric);
        if (!ignored && tellsTarget(column, *target.column, target.numeric))
            stats.remarks.push_back(
                {"predicts_target", "This column alone tells " + netloom::quoted(target.column->name) +
                                        ": check that it is known before the target is, or ignore it."});
    }
    return stats;
}

TableStats tableStats(const Table& table, const Recipe& recipe, std::stop_token stop)
{
    const auto checkStop = [&stop] {
        if (stop.stop_requested())
            throw Cancelled();
    };
    TableStats stats;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        checkStop();
        stats.columns.push_back(columnStats(table, recipe, static_cast<Index>(i)));
    }
    checkStop();
    stats.duplicateRows = countDuplicateRows(table);
    if (stats.duplicateRows > 0)
        stats.remarks.push_back({"duplicate_rows", text(stats.duplicateRows) + " of " + text(table.rows) +
                                                       (stats.duplicateRows == 1 ? " rows is" : " rows are") +
                                                       " equal to an earlier row; where both sides of the split have "
                                                       "one, the test is too easy."});
    const Target target = targetOf(table, recipe);
    if (!target.column || target.numeric)
        return stats;
    const std::vector<Index> rows = rowsWithTarget(recipe, table);
    stats.classBalance = countLabels(*target.column, rows);
    for (const auto& [label, count] : stats.classBalance) {
        if (count < kRareClass)
            stats.remarks.push_back({"rare_class", "The class " + netloom::quoted(label) + " has " + text(count) +
                                                       (count == 1 ? " row" : " rows") +
                                                       " only: too few to learn it and to test it."});
        else if (count * 5 > static_cast<Index>(rows.size()) * 4)
            stats.remarks.push_back(
                {"unbalanced", percent(count, static_cast<Index>(rows.size())) + " of the rows are " +
                                   netloom::quoted(label) +
                                   ": a network that always says so is right that often; use balanced "
                                   "class weights and look at F1."});
    }
    return stats;
}

Index countDuplicateRows(const Table& table)
{
    std::vector<std::uint64_t> hashes(static_cast<std::size_t>(table.rows), 0);
    const auto bits = [](const Column& column, std::size_t row) -> std::uint64_t {
        if (column.kind == ColumnKind::Empty)
            return 0;
        if (column.kind == ColumnKind::Text)
            return static_cast<std::uint64_t>(std::int64_t{column.codes[row]} + 1);
        const double value = column.numbers[row];
        if (std::isnan(value))
            return ~std::uint64_t(0);
        return std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
    };
    for (const Column& column : table.columns)
        for (std::size_t row = 0; row < hashes.size(); ++row)
            hashes[row] = mixed(hashes[row], bits(column, row));
    std::vector<std::size_t> order(hashes.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    const auto equal = [&](std::size_t a, std::size_t b) {
        return std::all_of(table.columns.begin(), table.columns.end(),
                           [&](const Column& column) { return bits(column, a) == bits(column, b); });
    };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return hashes[a] < hashes[b]; });
    Index duplicates = 0;
    std::vector<std::size_t> kinds; // the different rows of one hash value, almost always one
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i == 0 || hashes[order[i]] != hashes[order[i - 1]])
            kinds.clear();
        if (std::any_of(kinds.begin(), kinds.end(), [&](std::size_t row) { return equal(row, order[i]); }))
            ++duplicates;
        else
            kinds.push_back(order[i]);
    }
    return table.columns.empty() ? 0 : duplicates;
}

} // namespace netloom
