// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_picture.h"

#include <QPointF>
#include <QString>

#include <utility>

namespace netloom {

/// What lies under a point of the picture.
struct DiagramHit {
    enum class Kind { None, Unit, Link, Fold, Band, Text, Block, Cell, Pixel };
    Kind kind = Kind::None;
    int column = -1; ///< also the gap's number (right of that column), or the block's
    int unit = -1;   ///< position among the shown ones; of a pixel: the input
    LinkItem link;
    QPointF point; ///< of a cell

    bool same(const DiagramHit& other) const;
};

/// @param reach  how far from a circle or line it still counts, in picture units
DiagramHit hitDiagram(const DiagramPicture& picture, QPointF point, double reach);

/// Column and unit of the row of a spine that holds the point; column −1: none.
std::pair<int, Index> spineAt(const DiagramPicture& picture, QPointF point);

/// Column (or block) whose area holds the point, or -1.
int columnAt(const DiagramPicture& picture, QPointF point);

/// The read-out for a hit; empty for None. Plain text.
QString describeHit(const DiagramPicture& picture, const DiagramHit& hit);

} // namespace netloom
