// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/coloring.h"
#include "ui/diagram/column_text.h"
#include "ui/diagram/diagram_columns.h"
#include "ui/diagram/diagram_direction.h"
#include "ui/diagram/layer_runs.h"
#include "ui/diagram/text_measure.h"
#include "ui/diagram/unit_choice.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <map>
#include <vector>

namespace netloom {

/// How a text runs: from left to right, from bottom to top, or between the two.
enum class TextTurn { Level, Upward, Slanted };

/// Of the rise of a slanted text to its length, and of its run.
inline constexpr double slantShare = 0.7071067811865476;

/// A piece of text at its place. `full` differs from `text` where it had to be cut.
struct TextItem {
    QString text;
    QString full;
    QRectF rect;
    Qt::Alignment alignment = Qt::AlignCenter;
    TextRole role = TextRole::Note;
    int column = -1; ///< index of the column it belongs to; -1: legend

    TextTurn turn = TextTurn::Level; ///< alignments are along its direction; slanted it begins at the lower left
    bool continued = false;          ///< a further line of the text before

    bool isElided() const { return text != full; }
    /// Where a slanted text begins, in the middle of its height.
    QPointF slantStart() const
    {
        const double half = lineHeight(role) / 2 * slantShare;
        return rect.bottomLeft() + QPointF(half, -half);
    }
};

/// A shown unit: one circle.
struct UnitItem {
    Index unit = 0; ///< which one of the layer
    QPointF center;
};

/// One column with its circles from top to bottom; where the diagram goes down, one row from left to right.
struct ColumnItem {
    double along = 0;   ///< its place in the direction of the diagram
    double pitch = 0;   ///< distance between circles
    double radius = 14; ///< of its circles
    std::vector<UnitItem> units;
    Index hidden = 0;      ///< folded units, 0: all are shown
    int foldAfter = -1;    ///< the fold lies below this position in `units`
    double foldAcross = 0; ///< centre of the ellipsis, across the direction
    QRectF box;            ///< header and circles, for selecting
    QRectF spine;          ///< a bar with a row for each unit of the layer, by importance; null: none
    QRectF strip;          ///< below it, for the signal that arrives; null: none
    double end = 0;        ///< end of the circles and of a fold behind them, across the direction
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
    DiagramDirection direction = DiagramDirection::Right;
    bool runs = false; ///< equal layers that follow each other are one column, "× 198"
    bool descriptions = true;
    DescriptionStyle words = DescriptionStyle::Wide; ///< of these at most; Wide: as many as fit
    bool tight = false; ///< no larger than needed: no empty margins where the area is larger
    /// Of every unit, column by column; empty: the first and last units are shown where not all fit.
    std::vector<std::vector<double>> importance;
    std::vector<std::vector<double>> ends; ///< of the strongest links, see chooseUnits(); may be empty
    std::vector<std::vector<Index>> kept;  ///< units that were shown before, see chooseUnits(); may be empty
    UnitOrder order = UnitOrder::Network;
    std::map<int, Index> unfolded; ///< columns with as many units as are to be shown, whatever the height
    std::map<int, Index> wanted;   ///< columns with a unit that is to be shown
    /// Columns whose names lie across the direction of the diagram, with what they need then.
    struct CrossNames {
        double pitch = 0; ///< least distance of circles
        double room = 0;  ///< along the direction, in place of the names' widths
        int lines = 1;    ///< of a name
        double over = 0;  ///< what slanted ones need beside the last circle; 0: they are not slanted
    };
    std::map<int, CrossNames> crossNames;
    std::vector<QStringList> notes;     ///< lines below names, column by column; empty: none
    std::vector<std::vector<bool>> off; ///< units whose value is 0, column by column; empty: none
    QString inputPicture; ///< what is said below the picture that stands in place of the inputs; empty: circles
    int tiles = -1;       ///< a column whose units carry small pictures
    bool numbers = false; ///< a line of the legend is kept for numbers
    Index linkLimit =
        500; ///< links drawn one by one per gap; above that, and for folded units, a band stands for the rest
    bool figure = false;                     ///< for print: small circles close together
    std::vector<PreparedColumn> preparation; ///< shown before the inputs; empty: none
    std::vector<LegendLine> legend;          ///< what the colours mean
    QColor Theme::*rest = nullptr;           ///< sample of the bands in the legend
};

/// Geometry of the Neurons view, in logical pixels at zoom 1. Plain values, no painter.
///
/// The picture may become larger than the area where the texts and circles need it, never smaller. Columns are as far
/// apart as the area allows; the circles of a column are as large as its height allows. A column with more units than
/// fit even small is folded: its most important (or first and last) units, and an ellipsis with the number of the
/// others. One-to-one columns show the units of the column before, so that their links stay straight.
struct DiagramLayout {
    QSizeF size;
    DiagramDirection direction = DiagramDirection::Right;
    QRectF body; ///< between header and legend
    std::vector<ColumnItem> columns;
    /// Columns shown a second time at the start of a row, where the links into the row come from, by gap.
    std::map<std::size_t, ColumnItem> repeated;
    QRectF inputPicture;        ///< in place of the inputs' circles; null: none
    std::vector<LayerRun> runs; ///< shown as their first column; the others have no units and no place
    std::vector<double> rows;   ///< where one row of columns ends and the next begins; empty: there is one row
    std::vector<PreparationItem> preparation;
    std::vector<TextItem> texts;
    std::vector<LegendItem> legend;
    QRectF numbers; ///< the legend's line of numbers; null: none
    bool folded = false;
    bool bands = false;        ///< some links are not drawn one by one
    double unfoldedExtent = 0; ///< area height (Down: width) at which nothing would be folded

    bool isDown() const { return direction == DiagramDirection::Down; }
    /// Coordinates in the direction of the diagram and across it.
    double along(QPointF p) const { return isDown() ? p.y() : p.x(); }
    double across(QPointF p) const { return isDown() ? p.x() : p.y(); }
    QPointF point(double along, double across) const
    {
        return isDown() ? QPointF(across, along) : QPointF(along, across);
    }

    const ColumnItem& leftOf(std::size_t gap) const; ///< where the links of a gap start
    std::size_t gapBehind(std::size_t column) const; ///< where the links of a column go
    const ColumnItem& rightOf(std::size_t gap) const { return columns[gap + 1]; }
    QPointF linkStart(std::size_t gap, std::size_t unit) const;
    QPointF linkEnd(std::size_t gap, std::size_t unit) const;
    double gapStart(std::size_t gap) const; ///< along, where its links start
    double gapEnd(std::size_t gap) const;
};

/// How much descriptions say at most.
DescriptionStyle wordsOf(const LayoutOptions& options);

/// The runs that are shown as one column.
std::vector<LayerRun> runsOf(const std::vector<DiagramColumn>& columns, const LayoutOptions& options);

DiagramLayout layoutDiagram(const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                            const TextMeasure& measure);

} // namespace netloom
