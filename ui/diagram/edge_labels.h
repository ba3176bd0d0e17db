// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QSize>

class QPainter;

namespace netloom {

struct DiagramPicture;
struct Theme;

/// What is seen of a picture: a point p of it is at p · scale + origin.
struct SeenPart {
    double scale = 1;
    QPointF origin;
    QSize window;

    QPointF place(QPointF point) const { return point * scale + origin; }
};

/// Headings of layers and names of inputs and outputs whose own place has been scrolled out of the window, at its edge.
void paintEdgeLabels(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const SeenPart& seen);

} // namespace netloom
