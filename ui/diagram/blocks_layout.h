// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_columns.h"
#include "ui/diagram/diagram_direction.h"
#include "ui/diagram/text_measure.h"

#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace netloom {

/// A line of a block: a word on the left, its value on the right.
struct BlockRow {
    QString label;
    QString value;
    QString fullValue;
};

/// One layer (or the input) of the Blocks view.
struct BlockItem {
    int layer = -1; ///< index in NetworkSpec::layers; -1: the input
    DiagramRole role = DiagramRole::Hidden;
    QRectF rect;
    QString name, fullName;
    QString kind; ///< "Dense · relu"
    std::vector<BlockRow> rows;
};

/// Geometry of the Blocks view: blocks from left to right in rows, or from top to bottom in columns, arrows between
/// them. No painter.
struct BlocksLayout {
    QSizeF size;
    std::vector<BlockItem> blocks;
    std::vector<QPolygonF> arrows; ///< each ends at its head
    QString summary;               ///< "177 parameters"
    QRectF summaryRect;
};

/// @param area       blocks are wrapped at its width (Down: height, where there is one); the picture is at least as
/// large
/// @param tight      no larger than needed
/// @param inputNote  "30 features · standardised", may be empty
BlocksLayout layoutBlocks(const std::vector<DiagramColumn>& columns, const QString& inputNote,
                          DiagramDirection direction, QSizeF area, const TextMeasure& measure, bool tight);

} // namespace netloom
