// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/column_header.h"
#include "ui/diagram/diagram_layout.h"

#include <span>

namespace netloom {

inline constexpr double labelGap = 9; ///< between a circle and its name

/// What a unit is called, and the lines below that; empty: nothing.
QString nameOf(const std::vector<DiagramColumn>& columns, const LayoutOptions& options, std::size_t column, Index unit);
QStringList notesOf(const LayoutOptions& options, std::size_t column, Index unit);
/// Of a column's unit with the most.
qsizetype noteLines(const LayoutOptions& options, std::size_t column);
/// "22 more", or how many of them are off: "22 more, 7 off (0)", "7 off (0)". @param shown  the units that are not
/// folded
QString foldText(const LayoutOptions& options, std::size_t column, Index hidden, std::span<const Index> shown);

/// Widths kept for the names beside the first and the last column.
struct NameRoom {
    double left = 0;
    double right = 0;
};

/// A name in at most so many lines, as narrow as they can be made.
QStringList wrappedName(const QString& name, int lines, TextRole role, const TextMeasure& measure);

// Words of a layout whose circles have their places.
void placeHeaders(DiagramLayout& layout, const std::vector<ColumnHeader>& headers, double padding);
/// Names of units, and "22 more" where a column is folded.
void placeNames(DiagramLayout& layout, const std::vector<DiagramColumn>& columns, const LayoutOptions& options,
                const NameRoom& names, const TextMeasure& measure);
/// "× 198" below the bracket of a run.
void placeRuns(DiagramLayout& layout, const TextMeasure& measure);
/// What the picture in place of the inputs shows.
void placeCaption(DiagramLayout& layout, const LayoutOptions& options, double padding, const TextMeasure& measure);

} // namespace netloom
