// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/boundary_scene.h"

#include <QColor>
#include <QPointF>

class QPainter;

namespace netloom {

struct Theme;

/// The map tells numbers, not classes.
bool tellsNumbers(const BoundaryScene& scene);

/// A share of 0…1 of a colour on the ground.
QColor shaded(const QColor& color, const QColor& ground, double share);
/// Of a number, on the map and in the points.
QColor numberColor(const BoundaryScene& scene, double value, const Theme& theme);
/// A hue for each class; told apart by colour-blind readers up to eight.
QColor classColor(int group, bool dark);

/// A row of the table as it stands on the map; its coordinates are not looked at.
void paintMapPoint(QPainter& painter, const BoundaryScene& scene, const Theme& theme, const MapPoint& point,
                   QPointF at);

} // namespace netloom
