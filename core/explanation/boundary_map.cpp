// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/boundary_map.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "core/data/number_summary.h"
#include "core/explanation/repeated_row.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace netloom {

namespace {

constexpr Index kBaseRows = 2000; ///< training rows that the usual values of the other columns are taken from
constexpr Index kBlock = 4096;    ///< cells predicted at once

bool isNumber(const ExplainedModel& model, std::size_t column)
{
    const Index place = model.table().find(model.columns()[column].name);
    return place >= 0 && !model.columns()[column].categories &&
           model.table().columns[static_cast<std::size_t>(place)].kind == ColumnKind::Number;
}

MapAxis axisOf(const ExplainedModel& model, std::size_t column, double beyond)
{
    if (!isNumber(model, column))
        throw Error("A map needs columns of numbers", "column " + quoted(model.columns().at(column).name),
                    "Choose another column.");
    const Column& cells = model.cells(column);
    MapAxis axis;
    axis.column = column;
    axis.name = cells.name;
    axis.low = std::numeric_limits<double>::infinity();
    axis.high = -axis.low;
    for (const Index row : model.trainRows())
        if (!cells.isMissing(row)) {
            axis.low = std::min(axis.low, cells.numbers[static_cast<std::size_t>(row)]);
            axis.high = std::max(axis.high, cells.numbers[static_cast<std::size_t>(row)]);
        }
    if (!(axis.low <= axis.high))
        throw Error("The column has no values in the training rows", "column " + quoted(axis.name),
                    "Choose another column.");
    const double range = axis.high > axis.low ? axis.high - axis.low : std::max(10.0, std::abs(axis.low));
    const double margin = beyond * range;
    axis.low -= margin;
    axis.high += margin;
    return axis;
}

/// Values of the axis at the middle of each cell, as the network gets them: inputs of the column × cells.
Matrix preparedAlong(const ExplainedModel& model, const MapAxis& axis, int cells)
{
    Column values = repeatedCell(model.cells(axis.column), 0, cells);
    values.missing = 0;
    for (int i = 0; i < cells; ++i)
        values.numbers[static_cast<std::size_t>(i)] = axis.low + (axis.high - axis.low) * (i + 0.5) / cells;
    return model.preparedCells(axis.column, std::move(values));
}

/// Median of numbers, most frequent of categories.
Vector usualInputs(const ExplainedModel& model)
{
    std::vector<Index> rows = model.trainRows();
    if (static_cast<Index>(rows.size()) > kBaseRows)
        rows.resize(static_cast<std::size_t>(kBaseRows));
    const Matrix x = model.prepared(model.table(), rows);
    Vector usual = x.rowwise().mean();
    for (std::size_t c = 0; c < model.columns().size(); ++c) {
        const InputGroup& group = model.groups()[c];
        if (!model.columns()[c].categories) {
            for (const Index input : group) {
                std::vector<double> values;
                for (Index r = 0; r < x.cols(); ++r)
                    values.push_back(static_cast<double>(x(input, r)));
                usual[input] = static_cast<Scalar>(median(values));
            }
            continue;
        }
        std::map<std::vector<Scalar>, Index> patterns;
        for (Index r = 0; r < x.cols(); ++r) {
            std::vector<Scalar> pattern;
            for (const Index input : group)
                pattern.push_back(x(input, r));
            ++patterns[pattern];
        }
        const auto most = std::max_element(patterns.begin(), patterns.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        for (std::size_t i = 0; i < group.size() && most != patterns.end(); ++i)
            usual[group[i]] = most->first[i];
    }
    return usual;
}

} // namespace

double BoundaryMap::placeAcross(double value) const
{
    return (value - across.low) / (across.high - across.low) * cells - 0.5;
}

double BoundaryMap::placeUp(double value) const
{
    return (up.high - value) / (up.high - up.low) * cells - 0.5;
}

std::vector<std::size_t> mapColumns(const ExplainedModel& model)
{
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < model.columns().size(); ++c)
        if (isNumber(model, c))
            columns.push_back(c);
    return columns;
}

BoundaryMap boundaryMap(ExplainedModel& model, std::size_t across, std::size_t up, const BoundaryOptions& options,
                        const std::stop_token& stop)
{
    if (across == up)
        throw Error("A map needs two different columns", "column " + quoted(model.columns().at(across).name),
                    "Choose another one for the second.");
    BoundaryMap map;
    map.across = axisOf(model, across, options.beyond);
    map.up = axisOf(model, up, options.beyond);
    map.cells = options.cells;
    map.exact = model.columns().size() == 2;
    const Vector base = options.row ? Vector(model.prepared(model.table(), {*options.row}).col(0)) : usualInputs(model);
    const InputGroup& groupAcross = model.groups()[across];
    const InputGroup& groupUp = model.groups()[up];
    // Row 0 on top, as pictures have it.
    const auto fill = [&](int cells, Index first, Index count, const Matrix& alongAcross, const Matrix& alongUp) {
        Matrix x = base.replicate(1, count);
        for (Index i = 0; i < count; ++i) {
            const Index column = (first + i) % cells;
            const Index row = cells - 1 - (first + i) / cells;
            for (std::size_t k = 0; k < groupAcross.size(); ++k)
                x(groupAcross[k], i) = alongAcross(static_cast<Index>(k), column);
            for (std::size_t k = 0; k < groupUp.size(); ++k)
                x(groupUp[k], i) = alongUp(static_cast<Index>(k), row);
        }
        return x;
    };
    const auto all = static_cast<Index>(map.cells) * map.cells;
    map.outputs.assign(model.outputNames().size(), std::vector<float>(static_cast<std::size_t>(all)));
    const Matrix alongAcross = preparedAlong(model, map.across, map.cells);
    const Matrix alongUp = preparedAlong(model, map.up, map.cells);
    for (Index first = 0; first < all; first += kBlock) {
        if (stop.stop_requested())
            throw Cancelled();
        const Index count = std::min(kBlock, all - first);
        const Eigen::MatrixXd values = model.predictions(fill(map.cells, first, count, alongAcross, alongUp));
        for (std::size_t output = 0; output < map.outputs.size(); ++output)
            for (Index i = 0; i < count; ++i)
                map.outputs[output][static_cast<std::size_t>(first + i)] =
                    static_cast<float>(values(static_cast<Index>(output), i));
    }
    if (!map.exact || options.tileCells < 2)
        return map;
    map.tileCells = options.tileCells;
    const Index tiles = static_cast<Index>(map.tileCells) * map.tileCells;
    const Matrix x = fill(map.tileCells, 0, tiles, preparedAlong(model, map.across, map.tileCells),
                          preparedAlong(model, map.up, map.tileCells));
    Inference inference(model.model().network, model.model().weights, x.rows());
    for (const Matrix& outputs : inference.outputsOfLayers(x)) {
        if (stop.stop_requested())
            throw Cancelled();
        std::vector<std::vector<float>> units(static_cast<std::size_t>(outputs.rows()));
        for (std::size_t u = 0; u < units.size(); ++u)
            for (Index i = 0; i < tiles; ++i)
                units[u].push_back(static_cast<float>(outputs(static_cast<Index>(u), i)));
        map.units.push_back(std::move(units));
    }
    return map;
}

} // namespace netloom
