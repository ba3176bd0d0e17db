// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_columns.h"

namespace netloom {

/// How much is said over a column below its name: in two lines ("relu ( Σ 30 [x·w] + b )", "→ 5 out"), in three shorter
/// ones ("relu", "Σ 30 [x·w] + b", "→ 5 out"), in few words ("relu", "5 units"; the same in a figure), or nothing.
enum class DescriptionStyle { Wide, Narrow, Few, Figure, NameOnly };
QStringList columnDescription(const DiagramColumn& column, DescriptionStyle style);

/// "h3", "x30", "ŷ" for a single output; as plain text.
QString unitLabel(const DiagramColumn& column, Index unit);

/// Foreign text made safe to draw, to put between other words and to store in XML: control characters, lone surrogates
/// and the marks that turn the direction of the text behind them become U+FFFD, line breaks and tabs become spaces.
QString drawable(const QString& text);

/// A layer's number as the diagram shows it: "0.20", "0.125"; by the user's locale.
QString settingNumber(double value);

} // namespace netloom
