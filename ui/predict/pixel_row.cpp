// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/predict/pixel_row.h"

#include "core/explanation/background.h"
#include "core/explanation/pixel_inputs.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr Index kRowsLookedAt = 500;
constexpr double kFaintShare = 0.15; ///< less of the range is no ink

} // namespace

PixelRow::PixelRow(const PreparedData& data)
{
    const Index side = pixelSide(data.fitted.featureNames());
    if (side <= 0)
        return;
    const std::vector<Index> rows = drawRows(data.split.train, kRowsLookedAt, 0);
    std::vector<const Column*> columns;
    m_low = HUGE_VAL;
    m_high = -HUGE_VAL;
    for (const Feature& feature : data.fitted.features()) {
        const Index place = data.table->find(feature.name);
        const Column* column = place < 0 ? nullptr : &data.table->columns[static_cast<std::size_t>(place)];
        if (!column || column->kind != ColumnKind::Number)
            return;
        columns.push_back(column);
        for (const Index row : rows)
            if (const double value = column->numbers[static_cast<std::size_t>(row)]; std::isfinite(value)) {
                m_low = std::min(m_low, value);
                m_high = std::max(m_high, value);
            }
    }
    if (!(m_high > m_low))
        return;
    for (const Column* column : columns) {
        Column empty;
        empty.name = column->name;
        empty.kind = column->kind;
        empty.integers = column->integers;
        m_columns.push_back(std::move(empty));
    }
    double edges[4] = {0, 0, 0, 0}; // left, top, right, bottom
    double inked = 0;
    for (const Index row : rows) {
        Index box[4] = {side, side, -1, -1};
        for (Index i = 0; i < side * side; ++i) {
            const double value = columns[static_cast<std::size_t>(i)]->numbers[static_cast<std::size_t>(row)];
            if (!(value > m_low + kFaintShare * (m_high - m_low)))
                continue;
            box[0] = std::min(box[0], i % side);
            box[1] = std::min(box[1], i / side);
            box[2] = std::max(box[2], i % side);
            box[3] = std::max(box[3], i / side);
        }
        if (box[2] < 0)
            continue;
        for (int e = 0; e < 4; ++e)
            edges[e] += static_cast<double>(box[e] + (e < 2 ? 0 : 1)) / static_cast<double>(side);
        ++inked;
    }
    if (inked > 0)
        m_place = QRectF(QPointF(edges[0] / inked, edges[1] / inked), QPointF(edges[2] / inked, edges[3] / inked));
    m_side = static_cast<int>(side);
}

std::vector<double> PixelRow::pixels(const Table& row) const
{
    std::vector<double> result;
    for (const Column& column : m_columns) {
        const Index place = row.find(column.name);
        const double value = place < 0 ? m_low : row.columns[static_cast<std::size_t>(place)].numbers.front();
        result.push_back(std::isfinite(value) ? (value - m_low) / (m_high - m_low) : 0);
    }
    return result;
}

Table PixelRow::row(const std::vector<double>& pixels) const
{
    Table table;
    table.rows = 1;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        Column column = m_columns[i];
        const double value = m_low + (m_high - m_low) * pixels[i];
        column.numbers = {column.integers ? std::round(value) : value};
        table.columns.push_back(std::move(column));
    }
    return table;
}

} // namespace netloom
