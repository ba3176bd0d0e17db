// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/boundary_scene.h"

#include <QByteArray>
#include <QSizeF>

#include <string_view>

namespace netloom {

/// The Boundary view as a file: "png", "svg", "pdf" or "tex". Same content, same bytes.
/// @param scale  PNG: pixels per logical pixel  @throws Error where it cannot be made
QByteArray boundaryFile(const BoundaryScene& scene, QSizeF area, bool dark, std::string_view format, double scale,
                        const QString& title);

/// The map in words, for files and readers: "What the network says over x (across) and y (up)."
QString describeBoundary(const BoundaryScene& scene);

} // namespace netloom
