// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/coloring.h"
#include "ui/diagram/diagram_columns.h"
#include "ui/diagram/text_measure.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace netloom {

/// A piece of text at its place. `full` differs from `text` where it had to be cut.
struct TextItem {
    QString text;
    QString full;
    QRectF rect;
    Qt::Alignment alignment = Qt::AlignCenter;
    TextRole role = TextRole::Note;
    int column = -1; ///< index of the column it belongs to; -1: legend

    bool isElided() const { return text != full; }
};

/// A shown unit: one circle.
struct UnitItem {
    Index unit = 0; ///< which one of the layer
    QPointF center;
};

/// One column with its circles from top to bottom.
struct ColumnItem {
    double x = 0;
    double pitch = 0; ///< distance between circles
    std::vector<UnitItem> units;
    Index hidden = 0;   ///< folded units, 0: all are shown
    int foldAfter = -1; ///< the fold lies below this position in `units`
    double foldY = 0;   ///< centre of the ellipsis
    QRectF box;         ///< header and circles, for selecting
};

/// A column of the table before the inputs; its texts are among the layout's.
struct PreparationItem {
    QRectF rect;
    std::vector<int> units; ///< positions among the shown inputs that it becomes
};

struct LegendItem {
    LegendSample sample;
    QColor Theme::*color;
    QRectF rect; ///< where the sample is drawn
};

/// What the diagram has to fit into and to show.
struct LayoutOptions {
    QSizeF area; ///< to fill; a height of 0: as high as suits the network
    bool descriptions = true;
    bool tight = false; ///< no larger than needed: no empty margins where the area is larger
    Index linkLimit =
        500; ///< links drawn one by one per gap; above that, and for folded units, a band stands for the rest
    std::vector<PreparedColumn> preparation; ///< shown before the inputs; empty: none
    std::vector<LegendLine> legend;          ///< what the colours mean
    QColor Theme::*rest = nullptr;           ///< sample of the bands in the legend
};

/// Geometry of the Neurons view, in logical pixels at zoom 1. Plain values, no painter.
///
/// The picture may become larger than the area where the texts and circles need it, never smaller. Columns are as far
/// apart as the area allows; circles keep their size. A column with more units than fit is folded: its first and last
/// units, and an ellipsis with the number of the others. Columns of equal size are folded alike, so one-to-one links
/// stay straight.
struct DiagramLayout {
    QSizeF size;
    double radius = 14;
    QRectF body; ///< between header and legend
    std::vector<ColumnItem> columns;
    std::vector<PreparationItem> preparation;
    std::vector<TextItem> texts;
    std::vector<LegendItem> legend;
    bool folded = false;
    bool bands = false;        ///< some links are not drawn one by one
    double unfoldedHeight = 0; ///< area height at which nothing would be folded

    QPointF linkStart(std::size_t column, std::size_t unit) const;
    QPointF linkEnd(std::size_t column, std::size_t unit) const;
};

DiagramLayout layoutDiagram(const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                            const TextMeasure& measure);

} // namespace netloom
