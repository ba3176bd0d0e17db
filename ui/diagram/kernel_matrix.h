// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

#include <QRectF>

#include <vector>

class QPainter;

namespace netloom {

struct Theme;

/// The values of a gap's links as cells: from left to right the units before, from top to bottom the units behind, the
/// most important ones first where that is known. Where there are more units than cells, a cell is their mean.
struct KernelMatrix {
    std::vector<Index> left;  ///< units from left to right
    std::vector<Index> right; ///< units from top to bottom
    int columns = 0;
    int rows = 0;
    std::vector<float> cells; ///< row by row
    float largest = 0;        ///< |cell|

    bool isEmpty() const { return cells.empty(); }
};

/// At most so many cells a side.
inline constexpr int mostCells = 256;

/// @param columns, rows  most cells  @returns empty where values are not known
KernelMatrix kernelMatrix(const DiagramPicture& picture, std::size_t gap, int columns = mostCells,
                          int rows = mostCells);

/// Whether a gap is drawn as a matrix.
bool isMatrix(const DiagramPicture& picture, std::size_t gap);
/// Where it is drawn; cells are at least 3 units wide.
QRectF matrixRect(const DiagramLayout& layout, std::size_t gap);

void paintMatrix(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t gap);

/// "h1 units 4 to 9, inputs x1 to x12 · mean weight 0.03". @param point  inside matrixRect()
QString describeCell(const DiagramPicture& picture, std::size_t gap, QPointF point);

} // namespace netloom
