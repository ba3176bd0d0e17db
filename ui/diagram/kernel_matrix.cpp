// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/kernel_matrix.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QImage>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr double smallestCell = 3;

std::vector<Index> orderOf(const DiagramScene& scene, std::size_t column, Index units)
{
    std::vector<Index> order(static_cast<std::size_t>(units));
    std::iota(order.begin(), order.end(), Index(0));
    if (!scene.importance || column >= scene.importance->size() ||
        static_cast<Index>((*scene.importance)[column].size()) != units)
        return order;
    const std::vector<double>& importance = (*scene.importance)[column];
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
        return importance[static_cast<std::size_t>(a)] > importance[static_cast<std::size_t>(b)];
    });
    return order;
}

/// Cells a side for a rectangle.
QSize cellsFor(const QRectF& rect)
{
    return QSize(std::clamp(static_cast<int>(rect.width() / smallestCell), 1, mostCells),
                 std::clamp(static_cast<int>(rect.height() / smallestCell), 1, mostCells));
}

QString unitsText(const DiagramColumn& column, const std::vector<Index>& order, std::size_t first, std::size_t last)
{
    const auto name = [&](Index unit) {
        return column.names.isEmpty() ? QStringLiteral("%1 unit %2").arg(column.name).arg(unit + 1)
                                      : column.names.at(unit);
    };
    if (last - first <= 1)
        return name(order[first]);
    return QStringLiteral("%1 units of %2 (%3 …)").arg(last - first).arg(column.name, name(order[first]));
}

} // namespace

KernelMatrix kernelMatrix(const DiagramPicture& picture, std::size_t gap, int columns, int rows)
{
    KernelMatrix matrix;
    const DiagramColumn& column = picture.columns[gap + 1];
    if (!column.fullyLinked() || !isKnown(picture.scene, picture.style.coloring->needs))
        return matrix;
    const LinkSource source = linkSource(picture.scene, picture.columns, *picture.style.coloring, gap);
    if (!source.values || column.inputs < 1 || column.units < 1)
        return matrix;
    matrix.left = orderOf(picture.scene, gap, column.inputs);
    matrix.right = orderOf(picture.scene, gap + 1, column.units);
    matrix.columns = static_cast<int>(std::min<Index>(columns, column.inputs));
    matrix.rows = static_cast<int>(std::min<Index>(rows, column.units));
    const auto cells = static_cast<std::size_t>(matrix.columns) * static_cast<std::size_t>(matrix.rows);
    std::vector<double> sums(cells, 0.0);
    std::vector<int> counts(cells, 0);
    for (std::size_t i = 0; i < matrix.left.size(); ++i) {
        const std::size_t x = i * static_cast<std::size_t>(matrix.columns) / matrix.left.size();
        for (std::size_t j = 0; j < matrix.right.size(); ++j) {
            const float value = source.at(matrix.left[i], matrix.right[j]);
            if (!std::isfinite(value))
                continue;
            const std::size_t y = j * static_cast<std::size_t>(matrix.rows) / matrix.right.size();
            const std::size_t cell = y * static_cast<std::size_t>(matrix.columns) + x;
            sums[cell] += static_cast<double>(value);
            ++counts[cell];
        }
    }
    matrix.cells.resize(cells);
    for (std::size_t i = 0; i < cells; ++i) {
        matrix.cells[i] = counts[i] > 0 ? static_cast<float>(sums[i] / counts[i]) : 0.0f;
        matrix.largest = std::max(matrix.largest, std::abs(matrix.cells[i]));
    }
    return matrix;
}

bool isMatrix(const DiagramPicture& picture, std::size_t gap)
{
    return picture.style.kind == DiagramKind::Neurons && picture.style.matrices.contains(static_cast<int>(gap)) &&
           picture.layout.rows.empty() && gap < picture.gaps.size() && picture.gaps[gap].full &&
           picture.gaps[gap].weighted && !picture.layout.rightOf(gap).units.empty() &&
           picture.style.coloring->needsWeights();
}

QRectF matrixRect(const DiagramLayout& layout, std::size_t gap)
{
    const QRectF spine = layout.rightOf(gap).spine;
    const double from = layout.gapStart(gap) + 12;
    const double to = spine.isNull() ? layout.gapEnd(gap) - 10 : layout.along(spine.topLeft()) - 10;
    return QRectF(layout.point(from, layout.across(layout.body.topLeft()) + 4),
                  layout.point(std::max(to, from + 8), layout.across(layout.body.bottomRight()) - 4));
}

void paintMatrix(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t gap)
{
    const QRectF rect = matrixRect(picture.layout, gap);
    const QSize most = cellsFor(rect);
    const KernelMatrix matrix = kernelMatrix(picture, gap, most.width(), most.height());
    if (matrix.isEmpty())
        return;
    QImage image(matrix.columns, matrix.rows, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < matrix.rows; ++y)
        for (int x = 0; x < matrix.columns; ++x) {
            const float value = matrix.cells[static_cast<std::size_t>(y * matrix.columns + x)];
            const double share = matrix.largest > 0 ? static_cast<double>(std::abs(value) / matrix.largest) : 0;
            image.setPixelColor(x, y, mixed(theme.canvas, value < 0 ? theme.negative : theme.positive, share));
        }
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(rect, image);
    painter.setPen(QPen(theme.borderStrong, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect);
    painter.restore();
}

QString describeCell(const DiagramPicture& picture, std::size_t gap, QPointF point)
{
    const QRectF rect = matrixRect(picture.layout, gap);
    const QSize most = cellsFor(rect);
    const KernelMatrix matrix = kernelMatrix(picture, gap, most.width(), most.height());
    if (matrix.isEmpty() || !rect.contains(point))
        return {};
    const auto place = [](double share, int cells) {
        return static_cast<std::size_t>(std::clamp(static_cast<int>(share * cells), 0, cells - 1));
    };
    const std::size_t x = place((point.x() - rect.left()) / rect.width(), matrix.columns);
    const std::size_t y = place((point.y() - rect.top()) / rect.height(), matrix.rows);
    const auto range = [](std::size_t cell, int cells, const std::vector<Index>& order) {
        const auto count = static_cast<std::size_t>(cells);
        // The units i with i · cells / size = cell.
        const std::size_t first = (cell * order.size() + count - 1) / count;
        const std::size_t last = ((cell + 1) * order.size() + count - 1) / count;
        return std::pair(first, last);
    };
    const auto [left0, left1] = range(x, matrix.columns, matrix.left);
    const auto [right0, right1] = range(y, matrix.rows, matrix.right);
    const float value = matrix.cells[y * static_cast<std::size_t>(matrix.columns) + x];
    const bool one = left1 - left0 <= 1 && right1 - right0 <= 1;
    return QStringLiteral("%1 → %2 · %3 %4")
        .arg(unitsText(picture.columns[gap], matrix.left, left0, left1),
             unitsText(picture.columns[gap + 1], matrix.right, right0, right1),
             one ? QStringLiteral("value")
                 : QStringLiteral("mean of %1 values").arg((left1 - left0) * (right1 - right0)),
             withPower(QLocale().toString(static_cast<double>(value), 'g', 4)));
}

} // namespace netloom
