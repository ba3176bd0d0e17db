// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/toolkit/theme.h"

#include <QColor>

namespace netloom {

struct DiagramStyle;

/// Contrast of two opaque colours by WCAG 2.1: 1 … 21.
double contrast(const QColor& a, const QColor& b);

/// `color` moved towards black or white until text in it stands out from `ground` by at least 4.5 : 1.
QColor readable(const QColor& color, const QColor& ground);

/// Colour of a text on `fill`: white where that is readable and the theme is light, else nearly black.
QColor textOn(const QColor& fill, bool dark);

/// The colours a diagram is drawn with.
Theme diagramTheme(const DiagramStyle& style);

QColor withAlpha(QColor color, double alpha);

} // namespace netloom
