// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/boundary_scene.h"
#include "ui/diagram/diagram_picture.h"

#include <QImage>
#include <QPainterPath>
#include <QRectF>

class QPainter;

namespace netloom {

struct Theme;

/// A boundary scene laid out for an area: the network with a small map in each unit where the map is exact, the map
/// with axes, points and contours, the legend. A plain value; images are made once.
struct BoundaryPicture {
    BoundaryScene scene;
    bool dark = false;
    QSizeF size;
    bool hasKey = true;     ///< there is room for what the marks mean
    bool hasAxes = true;    ///< there is room for ticks and names of columns
    DiagramPicture network; ///< columns empty: none is drawn
    QRectF map;
    QImage image;
    std::vector<std::vector<QImage>> tiles; ///< column by column as the layout shows them; empty: none
    /// Where a tile's unit is 0, or undecided, in a square of side 1; likewise.
    std::vector<std::vector<QPainterPath>> zeros;
    struct Contour {
        QPainterPath path;
        bool dashed = false;
        QString text; ///< level, for numbers
        QPointF textAt;
    };
    std::vector<Contour> contours;

    bool isEmpty() const { return scene.map.cells == 0; }
    /// Where a tile is drawn. @param unit  position among the shown ones
    QRectF tile(std::size_t column, std::size_t unit) const;
    QPointF toPicture(double across, double up) const;
    /// Values below a point of the map, in the columns' units.
    QPointF valueAt(QPointF point) const;
    /// "x = 1.20, y = −1.62: p(B) = 0.99"; empty beside the map.
    QString readout(QPointF point) const;
    /// Column and shown unit of the tile below a point; −1: none.
    std::pair<int, int> tileAt(QPointF point) const;
};

/// Whether an area of that width has room for the network beside the map.
constexpr bool hasRoomForUnitMaps(double width)
{
    return width > 560;
}

BoundaryPicture makeBoundary(BoundaryScene scene, QSizeF area, bool dark, const TextMeasure& measure);

/// @param overlay  the unit whose zero line is laid over the map: column and shown position; −1: none
void paintBoundary(QPainter& painter, const BoundaryPicture& picture, std::pair<int, int> overlay = {-1, -1});

} // namespace netloom
