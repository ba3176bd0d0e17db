// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_painter.h"

namespace netloom {

/// Draws the Blocks view on any paint device. Sets no clip.
void paintBlocks(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const PaintOptions& options);

} // namespace netloom
