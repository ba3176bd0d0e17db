// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/column_dependence.h"

#include "core/base/error.h"
#include "core/data/column_values.h"
#include "core/data/number_summary.h"
#include "core/explanation/background.h"
#include "core/explanation/repeated_row.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace netloom {

namespace {

bool isNumeric(const Column& column)
{
    return column.kind == ColumnKind::Number || column.kind == ColumnKind::DateTime;
}

/// A column with these numbers, of the kind of another.
Column withNumbers(const Column& like, std::vector<double> numbers)
{
    Column result = repeatedCell(like, 0, static_cast<Index>(numbers.size()));
    result.numbers = std::move(numbers);
    result.missing = 0;
    return result;
}

/// Cells that hold one of each of the labels: for a column that is not of numbers.
Column withLabels(const Column& column, const std::vector<Index>& rows)
{
    Column result = repeatedCell(column, rows.front(), static_cast<Index>(rows.size()));
    result.missing = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto row = static_cast<std::size_t>(rows[i]);
        if (column.kind == ColumnKind::Text)
            result.codes[i] = column.codes[row];
        else
            result.numbers[i] = column.numbers[row];
    }
    return result;
}

std::vector<double> trainingNumbers(const ExplainedModel& model, const Column& column)
{
    std::vector<double> values;
    for (const Index row : model.trainRows())
        if (!column.isMissing(row))
            values.push_back(column.numbers[static_cast<std::size_t>(row)]);
    std::sort(values.begin(), values.end());
    return values;
}

std::size_t nearestTo(const std::vector<double>& grid, double value)
{
    const auto above = std::lower_bound(grid.begin(), grid.end(), value);
    if (above == grid.end())
        return grid.size() - 1;
    const auto place = static_cast<std::size_t>(above - grid.begin());
    return place > 0 && value - grid[place - 1] <= *above - value ? place - 1 : place;
}

[[noreturn]] void refuseEmpty(const std::string& name)
{
    throw Error("The column has no values in the training rows", "column " + quoted(name), "Choose another column.");
}

ColumnGrid numberGrid(const ExplainedModel& model, std::size_t place, const Column& column, Index points)
{
    ColumnGrid grid;
    grid.column = place;
    const std::vector<double> sorted = trainingNumbers(model, column);
    if (sorted.empty())
        refuseEmpty(column.name);
    std::vector<double> distinct = sorted;
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    if (static_cast<Index>(distinct.size()) <= points) {
        grid.values = distinct;
    } else {
        std::set<double> values;
        const bool whole = column.integers || column.kind == ColumnKind::DateTime;
        for (Index k = 0; k < points; ++k) {
            const double share = static_cast<double>(k) / static_cast<double>(points - 1);
            const double value = sorted.front() + share * (sorted.back() - sorted.front());
            values.insert(whole ? std::round(value) : value);
        }
        grid.values.assign(values.begin(), values.end());
    }
    const Column cells = withNumbers(column, grid.values);
    for (Index i = 0; i < cells.size(); ++i)
        grid.labels.push_back(cells.text(i));
    grid.prepared = model.preparedCells(place, cells);
    grid.density.assign(grid.values.size(), 0);
    for (const double value : sorted)
        ++grid.density[nearestTo(grid.values, value)];
    grid.low = quantile(sorted, 0.05);
    grid.high = quantile(sorted, 0.95);
    return grid;
}

ColumnGrid categoryGrid(const ExplainedModel& model, std::size_t place, const Column& column)
{
    ColumnGrid grid;
    grid.column = place;
    grid.categories = true;
    const auto counts = countLabels(column, model.trainRows());
    if (counts.empty())
        refuseEmpty(column.name);
    std::vector<Index> examples(counts.size(), -1);
    for (const Index row : model.trainRows()) {
        const std::string label = cellLabel(column, row);
        for (std::size_t k = 0; k < counts.size(); ++k)
            if (examples[k] < 0 && counts[k].first == label)
                examples[k] = row;
    }
    for (std::size_t k = 0; k < counts.size(); ++k) {
        grid.values.push_back(static_cast<double>(k));
        grid.labels.push_back(counts[k].first);
        grid.density.push_back(counts[k].second);
    }
    grid.high = grid.values.back();
    grid.prepared = model.preparedCells(place, withLabels(column, examples));
    return grid;
}

/// Place of a training row's cell in the grid; -1 where it is missing.
Index placeIn(const ColumnGrid& grid, const Column& column, Index row)
{
    if (column.isMissing(row))
        return -1;
    if (!grid.categories)
        return static_cast<Index>(nearestTo(grid.values, column.numbers[static_cast<std::size_t>(row)]));
    const auto found = std::find(grid.labels.begin(), grid.labels.end(), cellLabel(column, row));
    return found == grid.labels.end() ? -1 : found - grid.labels.begin();
}

std::vector<Index> rowsFor(std::vector<Index> rows, const DependenceOptions& options)
{
    if (rows.empty())
        throw Error("There are no rows over which the mean could be taken", {}, "Choose a part that has rows.");
    return drawRows(std::move(rows), options.rows, options.seed);
}

} // namespace

ColumnGrid columnGrid(const ExplainedModel& model, std::size_t column, Index points)
{
    const Column& cells = model.cells(column);
    if (isNumeric(cells) && !model.columns()[column].categories)
        return numberGrid(model, column, cells, points);
    return categoryGrid(model, column, cells);
}

ColumnDependence columnDependence(ExplainedModel& model, std::size_t column, std::vector<Index> rows,
                                  const DependenceOptions& options, const std::stop_token& stop,
                                  const ProgressFunction& progress)
{
    ColumnDependence result;
    result.grid = columnGrid(model, column, options.points);
    result.rows = rowsFor(std::move(rows), options);
    result.curves = partialDependence(model.valueFunction(), model.prepared(model.table(), result.rows),
                                      model.groups()[column], result.grid.prepared, stop, progress);
    std::vector<Index> places(result.rows.size());
    std::iota(places.begin(), places.end(), Index(0));
    for (const Index place : drawRows(std::move(places), options.curves, options.seed))
        result.drawn.push_back(static_cast<std::size_t>(place));
    return result;
}

AccumulatedLocalEffects columnEffects(ExplainedModel& model, std::size_t column, std::vector<Index> rows,
                                      const DependenceOptions& options, const std::stop_token& stop)
{
    const Column& cells = model.cells(column);
    if (!isNumeric(cells) || model.columns()[column].categories)
        throw Error("Local effects need a column of numbers", "column " + quoted(cells.name),
                    "Look at its partial dependence.");
    std::vector<Index> used;
    std::vector<double> values;
    for (const Index row : rowsFor(std::move(rows), options))
        if (!cells.isMissing(row)) {
            used.push_back(row);
            values.push_back(cells.numbers[static_cast<std::size_t>(row)]);
        }
    if (values.empty() || std::all_of(values.begin(), values.end(), [&](double v) { return v == values.front(); }))
        throw Error("The column does not vary", "column " + quoted(cells.name), "Choose another column.");
    const std::vector<double> edges = effectEdges(values, options.bins);
    const Matrix prepared = model.preparedCells(column, withNumbers(cells, edges));
    const auto at = [&](double edge) {
        return Vector(prepared.col(std::lower_bound(edges.begin(), edges.end(), edge) - edges.begin()));
    };
    return accumulatedLocalEffects(model.valueFunction(), model.prepared(model.table(), used), model.groups()[column],
                                   values, options.bins, at, stop);
}

PairDependence pairDependence(ExplainedModel& model, std::size_t first, std::size_t second, std::vector<Index> rows,
                              Index points, const DependenceOptions& options, const std::stop_token& stop,
                              const ProgressFunction& progress)
{
    if (first == second)
        throw Error("A map needs two different columns", "column " + quoted(model.columns().at(first).name),
                    "Choose another one for the second.");
    PairDependence result;
    result.first = columnGrid(model, first, points);
    result.second = columnGrid(model, second, points);
    const std::vector<Index> used = rowsFor(std::move(rows), options);
    result.average =
        partialDependence(model.valueFunction(), model.prepared(model.table(), used), model.groups()[first],
                          result.first.prepared, model.groups()[second], result.second.prepared, stop, progress);
    result.counts.setZero(static_cast<Index>(result.first.values.size()),
                          static_cast<Index>(result.second.values.size()));
    const Column& firstCells = model.cells(first);
    const Column& secondCells = model.cells(second);
    for (const Index row : model.trainRows()) {
        const Index i = placeIn(result.first, firstCells, row);
        const Index j = placeIn(result.second, secondCells, row);
        if (i >= 0 && j >= 0)
            ++result.counts(i, j);
    }
    return result;
}

} // namespace netloom
